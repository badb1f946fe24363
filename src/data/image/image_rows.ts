import { isLeft } from "fp-ts/Either";
import type { Rows, RowSource, RowStream } from "../row_source.ts";
import { broken } from "../origin.ts";
import { type BadImageKeeper, badImageKeeper, type BadImageOptions } from "./bad_images.ts";
import { decodeFiles, type LabelledFile } from "./decode_files.ts";
import type { DecodeOptions } from "./decode_pool.ts";
import type { ImageSet } from "./image_set.ts";

/**
 * The rows of images that are files of their own, without those that are skipped. Reading them throws a `DataError` if an
 * image is damaged and not skipped, if a class keeps no image to learn from, and if none is left to test with.
 */
export function imageRows(set: ImageSet, options: DecodeOptions & BadImageOptions): RowSource {
  const { origin, name, classNames, size, folder, statistics, train, test } = set;
  const keeper = badImageKeeper(origin, options, { folder, count: train.length + test.length });
  const streamOf = (
    files: readonly LabelledFile[],
    check: (seen: ReadonlySet<number>) => void,
  ): RowStream => ({
    most: files.length,
    rows: () => rowsOf(set, files, keeper, options, check),
  });
  return {
    name,
    classNames,
    height: size,
    width: size,
    channels: 3,
    ...(statistics && { statistics }),
    skipped: keeper.skipped,
    train: streamOf(train, (seen) => {
      const lost = classNames.filter((_, label) => !seen.has(label));
      if (lost.length === 0) return;
      throw broken(origin, "every class must keep an image to learn from", `none of ${lost.join(", ")}`);
    }),
    test: streamOf(test, (seen) => {
      if (seen.size === 0) throw broken(origin, "an image to test with must be left", "none");
    }),
  };
}

async function* rowsOf(
  { origin, size }: ImageSet,
  files: readonly LabelledFile[],
  keeper: BadImageKeeper,
  options: DecodeOptions,
  check: (seen: ReadonlySet<number>) => void,
): AsyncGenerator<Rows> {
  const seen = new Set<number>();
  let n = 0;
  for await (const row of decodeFiles(origin, files, size, options)) {
    const { path, label } = files[n++]!;
    if (isLeft(row)) {
      keeper.meet(path, row.left);
      continue;
    }
    seen.add(label);
    yield { images: row.right, labels: [label] };
  }
  check(seen);
}
