import type { Summed } from "./decode_checksum_list.ts";

/** Writes a list of checksums in the form that `sha256sum --check` reads. */
export function printChecksumList(files: readonly Summed[]): string {
  return files.map(({ path, sha256 }) => `${sha256}  ${path}\n`).join("");
}
