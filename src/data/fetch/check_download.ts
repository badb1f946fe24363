import { DataError } from "../error.ts";
import { hashFile } from "./hash_file.ts";
import type { Download } from "./manifest.ts";
import type { Tell } from "./progress.ts";

/**
 * Checks that a file has the size and the checksum of the manifest.
 *
 * @param file What the manifest says.
 * @param path Where the file is.
 * @param set The data set it belongs to, for messages.
 * @param tell Hears how far it is.
 * @returns Nothing, or what is wrong, without advice. A file that cannot be read rejects.
 */
export async function checkDownload(
  { file, bytes, checksum }: Download,
  path: string,
  set: string,
  tell: Tell,
): Promise<DataError | undefined> {
  const { size } = await Deno.stat(path);
  if (size !== bytes) {
    return new DataError(
      `Cannot download ${set}: ${file} must have ${bytes.toLocaleString("en-US")} bytes, current value is ` +
        size.toLocaleString("en-US"),
    );
  }
  const found = await hashFile(
    path,
    checksum.algorithm,
    (done) => tell({ stage: "check", file, done, total: bytes }),
  );
  if (found !== checksum.hex) {
    const name = checksum.algorithm === "sha256" ? "SHA-256" : "MD5";
    return new DataError(
      `Cannot download ${set}: ${file} must have the ${name} ${checksum.hex}, current value is ${found}`,
    );
  }
}
