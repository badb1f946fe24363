/** A file that was read: where it is, and what it holds. */
export interface DataFile {
  /** Where it was read from. */
  readonly path: string;
  /** All that it holds. */
  readonly bytes: Uint8Array;
}

/** The last part of a path, which messages call a file by. */
export function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
