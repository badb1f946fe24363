import type { TaskEither } from "fp-ts/TaskEither";
import { channelStatistics } from "../channel_statistics.ts";
import type { Dataset, Split } from "../dataset.ts";
import { dataTask } from "../data_task.ts";
import type { DataError } from "../error.ts";
import { labelsFrom } from "../labels.ts";
import type { RowStream } from "../row_source.ts";
import { type BadImageOptions, skippedNotes } from "./bad_images.ts";
import type { DecodeOptions } from "./decode_pool.ts";
import { imageRows } from "./image_rows.ts";
import type { ImageSet } from "./image_set.ts";

/** Makes a task that decodes all images of a set into memory. */
export function loadImages(
  set: ImageSet,
  options: DecodeOptions & BadImageOptions,
): TaskEither<DataError, Dataset> {
  const stride = set.size * set.size * 3;
  const decode = async ({ most, rows }: RowStream): Promise<Split> => {
    const images = new Uint8Array(most * stride), all: number[] = [];
    for await (const piece of rows()) {
      images.set(piece.images, all.length * stride);
      all.push(...piece.labels);
    }
    const count = all.length;
    return {
      count,
      images: images.subarray(0, count * stride),
      labels: labelsFrom(all, set.classNames.length),
    };
  };
  return dataTask(async () => {
    const { name, classNames, height, width, channels, statistics, skipped, ...source } = imageRows(
      set,
      options,
    );
    const train = await decode(source.train), test = await decode(source.test);
    const { mean, std } = statistics ?? channelStatistics(train.images, channels);
    const notes = [...set.notes, ...skippedNotes(skipped, set.train.length + set.test.length)];
    return {
      name,
      classNames,
      height,
      width,
      channels,
      mean,
      std,
      ...(set.dealt && { dealt: true }),
      train,
      test,
      ...(notes.length > 0 && { notes }),
    };
  });
}
