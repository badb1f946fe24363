/** One thing that is wrong with what the user asked for. */
export interface Issue {
  /** The field of the configuration, such as `"lr"`; empty when it belongs to none. */
  readonly path: string;
  /** Where the value came from, such as `"--lr"`. */
  readonly source: string;
  /** The whole sentence for the user: what cannot be done, the rule, and the value that broke it. */
  readonly message: string;
}
