/**
 * Data that cannot be had or cannot be trusted: a file that is missing, cut short or says something impossible.
 *
 * The message names the file, the rule it breaks and what is there instead; the command line prints it and ends
 * with exit code 4.
 */
export class DataError extends Error {
  /** Always `"DataError"`. */
  override readonly name = "DataError";
}
