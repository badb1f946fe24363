/** What is wrong with an archive: the rule it breaks, and what is there instead. */
export class ArchiveProblem extends Error {
  /** Always `"ArchiveProblem"`. */
  override readonly name = "ArchiveProblem";

  /**
   * @param rule What must hold, such as `the archive must be whole`.
   * @param value What is there instead.
   * @param byte Where in the archive, once it is unpacked by gzip; the entry that is read when nothing is given.
   */
  constructor(rule: string, value: string | number, readonly byte?: number) {
    super(`${rule}, current value is ${typeof value === "number" ? value.toLocaleString("en-US") : value}`);
  }
}
