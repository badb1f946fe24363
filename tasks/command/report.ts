/** What the thread of a command tells the one that supervises it. */
export type Report =
  /** From now on the command ends by itself when it is interrupted, however long that takes. */
  | { readonly kind: "held" }
  /** It has ended. */
  | { readonly kind: "ended"; readonly code: number };
