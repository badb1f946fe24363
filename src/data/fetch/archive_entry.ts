/** Something that an archive holds. */
export interface ArchiveEntry {
  /** What it is; `other` is everything that has no place in a data set, such as devices and headers. */
  readonly kind: "file" | "folder" | "link" | "other";
  /** Its path as the archive has it, which can be anything. */
  readonly path: string;
  /** Where it begins in the archive, once that is unpacked by gzip. */
  readonly offset: number;
  /** How large the archive says it is. */
  readonly size: number;
  /** Gives what it holds, once, before the next entry is asked for. */
  readonly content: () => AsyncIterable<Uint8Array>;
}
