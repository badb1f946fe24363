import { crc32 } from "node:zlib";
import type { Dataset, StoredSplit } from "../dataset.ts";
import { DataError } from "../error.ts";
import { demandIds } from "../gather_rows.ts";
import { type CacheIndex, decodeIndex, FOOT, MAGIC, rowBytes, sha256 } from "./cache_format.ts";

/** A cache that was opened. */
export interface OpenCache {
  readonly dataset: Dataset<StoredSplit>;
  readonly index: CacheIndex;
}

/**
 * Opens a cache: reads and checks its index, and no row. Each row is checked when it is read.
 *
 * @throws {DataError} If it is not a cache of this format, or is damaged; the message says where.
 */
export async function openCache(path: string): Promise<OpenCache> {
  using file = await Deno.open(path);
  const { size } = await file.stat();
  if (size < MAGIC.length + FOOT) throw damaged(path, 0, "a whole cache", `${size} bytes`);
  const read = (at: number, length: number) => readAt(file, path, at, new Uint8Array(length));
  const [head, foot] = [await read(0, MAGIC.length), await read(size - FOOT, FOOT)];
  for (const [magic, at] of [[head, 0], [foot.subarray(40), size - MAGIC.length]] as const) {
    if (!equal(magic, MAGIC)) throw damaged(path, at, "the mark of this format", JSON.stringify(text(magic)));
  }
  const view = new DataView(foot.buffer, foot.byteOffset);
  const [jsonLength, length] = [view.getUint32(0, true), view.getUint32(4, true)];
  const start = size - FOOT - length;
  if (start < MAGIC.length || jsonLength > length) {
    throw damaged(path, size - FOOT, "lengths that fit", `${jsonLength} and ${length}`);
  }
  const checked = await read(start, length + 8);
  if (!equal(sha256(checked), foot.subarray(8, 40))) {
    throw damaged(path, start, "an index of its checksum", "another one");
  }
  const index = decodeIndex(checked.subarray(0, length), jsonLength);
  const rows = index && rowBytes(index.about) * (index.about.counts.train + index.about.counts.test);
  if (index === undefined || rows !== start - MAGIC.length) {
    throw damaged(path, start, "an index of the rows before it", `${start - MAGIC.length} bytes of rows`);
  }
  const { source: _, fingerprint: __, skipped: ___, counts, ...about } = index.about;
  const testStart = MAGIC.length + counts.train * rowBytes(about);
  const dataset = {
    ...about,
    train: storedSplit(path, index, "train", MAGIC.length),
    test: storedSplit(path, index, "test", testStart),
  };
  return { dataset, index };
}

/** Rows that follow each other in the file are read at once. */
function storedSplit(
  path: string,
  { about, labels, sums }: CacheIndex,
  part: "train" | "test",
  start: number,
): StoredSplit {
  const stride = rowBytes(about), count = about.counts[part];
  const check = (row: Uint8Array, id: number) => {
    if (crc32(row) === sums[part][id]) return;
    throw damaged(path, start + id * stride, `${part} image ${id} with its checksum`, "another one");
  };
  return {
    count,
    labels: labels[part],
    async read(ids) {
      demandIds(ids, count);
      const rows = new Uint8Array(ids.length * stride);
      using file = await Deno.open(path);
      for (let n = 0; n < ids.length;) {
        const from = n, first = ids[n]!;
        while (n < ids.length && ids[n] === first + n - from) n++;
        await readAt(file, path, start + first * stride, rows.subarray(from * stride, n * stride));
        for (let m = from; m < n; m++) check(rows.subarray(m * stride, (m + 1) * stride), ids[m]!);
      }
      return rows;
    },
  };
}

/** Reads as many bytes as there is room for, from a place in a file on. */
async function readAt(file: Deno.FsFile, path: string, at: number, bytes: Uint8Array): Promise<Uint8Array> {
  await file.seek(at, Deno.SeekMode.Start);
  for (let done = 0; done < bytes.length;) {
    const more = await file.read(bytes.subarray(done));
    if (more === null) throw damaged(path, at + done, "more bytes", "its end");
    done += more;
  }
  return bytes;
}

function damaged(path: string, at: number, rule: string, value: string): DataError {
  return new DataError(
    `Cannot read converted data: ${path} must have ${rule} at byte ${at}, current value is ${value}; remove it, and it ` +
      "is made again",
  );
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, i) => byte === other[i]);
}

function text(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}
