/** How many problems a message names. */
const NAMED = 8;

/**
 * Weights that cannot be read, or do not belong to the network: the message says what was being done and what is wrong.
 */
export class WeightsError extends Error {
  /** Tells it apart from other errors. */
  override readonly name = "WeightsError";
  /** Everything that is wrong; the message names the first few. */
  readonly issues: readonly string[];

  /**
   * @param action What was being done, such as `read safetensors`.
   * @param issues Everything that is wrong.
   */
  constructor(action: string, issues: readonly string[]) {
    const more = issues.length - NAMED;
    super(`Cannot ${action}: ${issues.slice(0, NAMED).join("; ")}${more > 0 ? `; and ${more} more` : ""}`);
    this.issues = issues;
  }
}
