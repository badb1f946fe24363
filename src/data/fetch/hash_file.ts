import { createHash } from "node:crypto";
import type { Checksum } from "./manifest.ts";

/**
 * Computes the checksum of a file, a piece at a time.
 *
 * @param path The file.
 * @param algorithm How.
 * @param tell Hears how many bytes are done.
 * @returns Lower-case hexadecimal digits.
 */
export async function hashFile(
  path: string,
  algorithm: Checksum["algorithm"],
  tell: (done: number) => void = () => {},
): Promise<string> {
  const hash = createHash(algorithm);
  const buffer = new Uint8Array(1 << 20);
  using file = await Deno.open(path);
  let done = 0;
  for (let read = await file.read(buffer); read !== null; read = await file.read(buffer)) {
    hash.update(buffer.subarray(0, read));
    tell(done += read);
  }
  return hash.digest("hex");
}
