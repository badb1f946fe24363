import { crc32 } from "node:zlib";
import { channelSums } from "../channel_sums.ts";
import type { Tell } from "../fetch/progress.ts";
import { writeAll } from "../fetch/write_all.ts";
import { type CacheAbout, encodeIndex, MAGIC, rowBytes } from "./cache_format.ts";
import type { RowSource, RowStream } from "./row_source.ts";

/**
 * Writes the rows of a data set to a file as they come, so that memory stays flat.
 *
 * @param file An empty file.
 * @param source The rows.
 * @param made What they are made from.
 * @param tell Hears how far it is.
 */
export async function writeCache(
  file: Deno.FsFile,
  source: RowSource,
  made: Pick<CacheAbout, "source" | "fingerprint">,
  tell: Tell,
): Promise<void> {
  const { name, classNames, height, width, channels, train, test } = source;
  const stride = rowBytes(source), total = stride * (train.labels.length + test.labels.length);
  const statistics = channelSums(channels);
  let done = 0;
  const write = async ({ labels, rows }: RowStream, use: (images: Uint8Array) => void) => {
    const sums = new Uint32Array(labels.length);
    let n = 0;
    for await (const piece of rows()) {
      use(piece);
      for (let at = 0; at < piece.length; at += stride) sums[n++] = crc32(piece.subarray(at, at + stride));
      await writeAll(file, piece);
      tell({ stage: "convert", file: name, done: done += piece.length, total });
    }
    return sums;
  };
  await writeAll(file, MAGIC);
  const sums = {
    train: await write(train, source.statistics === undefined ? statistics.add : () => {}),
    test: await write(test, () => {}),
  };
  const { mean, std } = source.statistics ?? statistics.statistics();
  const counts = { train: train.labels.length, test: test.labels.length };
  const about = { name, classNames, height, width, channels, mean, std, counts, ...made };
  await writeAll(
    file,
    encodeIndex({ about, labels: { train: train.labels, test: test.labels }, sums }),
  );
  await file.sync();
}
