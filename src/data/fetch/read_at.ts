import { ArchiveProblem } from "./archive_problem.ts";

/** What is used of the file of an archive. */
export type ArchiveFile = Pick<Deno.FsFile, "stat" | "seek" | "read">;

/**
 * Reads bytes of a file from a place on.
 *
 * @param file The file.
 * @param start Where they begin.
 * @param length How many; a file that ends before rejects with an `ArchiveProblem`.
 */
export async function readAt(
  file: ArchiveFile,
  start: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const { size } = await file.stat();
  if (!(start + length <= size)) {
    throw new ArchiveProblem("the archive must be whole", `an end before byte ${start + length}`, size);
  }
  const bytes = new Uint8Array(length);
  await file.seek(start, Deno.SeekMode.Start);
  for (let done = 0; done < length;) {
    const read = await file.read(bytes.subarray(done));
    if (read === null) {
      throw new ArchiveProblem("the archive must be whole", "its end", start + done);
    }
    done += read;
  }
  return bytes;
}
