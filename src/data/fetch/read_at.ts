import { ArchiveProblem } from "./archive_problem.ts";

/**
 * Reads bytes of a file from a place on.
 *
 * @param file The file.
 * @param start Where they begin.
 * @param length How many; a file that ends before rejects with an `ArchiveProblem`.
 */
export async function readAt(
  file: Deno.FsFile,
  start: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { size } = await file.stat();
  if (!(start + length <= size)) {
    throw new ArchiveProblem(
      "the archive must be whole",
      `an end at byte ${size}, before byte ${start + length}`,
    );
  }
  const bytes = new Uint8Array(length);
  await file.seek(start, Deno.SeekMode.Start);
  for (let done = 0; done < length;) {
    const read = await file.read(bytes.subarray(done));
    if (read === null) {
      throw new ArchiveProblem("the archive must be whole", `an end at byte ${start + done}`);
    }
    done += read;
  }
  return bytes;
}
