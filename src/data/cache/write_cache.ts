import { crc32 } from "node:zlib";
import { channelSums } from "../channel_sums.ts";
import { labelsFrom } from "../labels.ts";
import type { Tell } from "../fetch/progress.ts";
import { writeAll } from "../fetch/write_all.ts";
import { type CacheAbout, encodeIndex, MAGIC, rowBytes } from "./cache_format.ts";
import type { RowSource, RowStream } from "../row_source.ts";

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
  const stride = rowBytes(source), total = stride * (train.most + test.most);
  const statistics = channelSums(channels);
  let done = 0;
  const write = async ({ rows }: RowStream, use: (images: Uint8Array) => void) => {
    const labels: number[] = [], sums: number[] = [];
    for await (const piece of rows()) {
      const { images } = piece;
      use(images);
      for (const label of piece.labels) labels.push(label);
      for (let at = 0; at < images.length; at += stride) sums.push(crc32(images.subarray(at, at + stride)));
      await writeAll(file, images);
      tell({ stage: "convert", file: name, done: done += images.length, total });
    }
    return { labels: labelsFrom(labels, classNames.length), sums: Uint32Array.from(sums) };
  };
  await writeAll(file, MAGIC);
  const learned = await write(train, source.statistics === undefined ? statistics.add : () => {});
  const tested = await write(test, () => {});
  const { mean, std } = source.statistics ?? statistics.statistics();
  const counts = { train: learned.labels.length, test: tested.labels.length };
  const { skipped } = source;
  const about = { name, classNames, height, width, channels, mean, std, skipped, counts, ...made };
  const labels = { train: learned.labels, test: tested.labels };
  await writeAll(file, encodeIndex({ about, labels, sums: { train: learned.sums, test: tested.sums } }));
  await file.sync();
}
