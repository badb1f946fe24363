import type { ArchiveEntry } from "./archive_entry.ts";
import type { Source } from "./manifest.ts";
import { tarEntries } from "./tar_entries.ts";
import { zipEntries } from "./zip_entries.ts";

/**
 * Reads a downloaded file of a data set, whatever kind it is. A file that is no archive comes as an archive of one entry.
 *
 * @param source What the manifest says about the data set.
 * @param path Where the file is.
 * @returns The entries in their order; a damaged archive throws an `ArchiveProblem`.
 */
export async function* archiveEntries(
  { kind, folder, unpacked }: Source,
  path: string,
): AsyncGenerator<ArchiveEntry> {
  using file = await Deno.open(path);
  const maxTar = unpacked.maxBytes + TAR_END + unpacked.maxEntries * TAR_HEADERS;
  switch (kind) {
    case "tar":
      return yield* tarEntries(pieces(file), maxTar);
    case "tar.gz":
      return yield* tarEntries(pieces(file).pipeThrough(new DecompressionStream("gzip")), maxTar);
    case "zip":
      return yield* zipEntries(file, unpacked.maxEntries);
    case "file": {
      const { size } = await file.stat();
      const name = path.slice(path.lastIndexOf("/") + 1);
      yield { kind: "file", path: `${folder}/${name}`, offset: 0, size, content: () => pieces(file) };
    }
  }
}

/** What a tar archive may have at its end, where some programs fill up a whole tape block. */
const TAR_END = 1 << 16;

/** What the headers and the padding of an entry of a tar archive may take. */
const TAR_HEADERS = 1 << 12;

function pieces(file: Deno.FsFile): ReadableStream<Uint8Array<ArrayBuffer>> {
  return ReadableStream.from(read(file));
}

async function* read(file: Deno.FsFile): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (;;) {
    const buffer = new Uint8Array(1 << 16);
    const count = await file.read(buffer);
    if (count === null) return;
    yield buffer.subarray(0, count);
  }
}
