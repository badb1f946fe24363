import { channelStatistics } from "./channel_statistics.ts";
import type { Dataset, Split } from "./dataset.ts";

/**
 * Halves the height and the width of every image: a pixel becomes the mean of 2×2 pixels, rounded to a byte. The
 * channel statistics are those of the smaller training images.
 *
 * It makes small experiments cheap: CIFAR-10 at 16×16 costs a quarter of the time and still tells methods apart.
 *
 * @throws {RangeError} If the height or the width is odd, or there is no training image.
 *
 * @example
 * ```ts
 * import { embedded, halve } from "@miamix/miamix/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { height, width, train } = halve(embedded({ train: 10, test: 10 }));
 * assertEquals([height, width, train.images.length], [16, 16, 10 * 16 * 16 * 3]);
 * ```
 */
export function halve(dataset: Dataset): Dataset {
  const { height, width, channels } = dataset;
  if (height % 2 !== 0 || width % 2 !== 0) {
    throw new RangeError(
      `Cannot halve() a data set: height and width must be even, current value is ${height}×${width}`,
    );
  }
  const train = pool(dataset.train, dataset);
  return {
    ...dataset,
    ...channelStatistics(train.images, channels),
    height: height / 2,
    width: width / 2,
    train,
    test: pool(dataset.test, dataset),
  };
}

/** Pools the images as one tall image: the heights are even, so no block of 2×2 spans two of them. */
function pool({ count, images, labels }: Split, { width, channels }: Dataset): Split {
  const stride = width * channels;
  const pooled = new Uint8Array(images.length / 4);
  for (let top = 0, to = 0; top < images.length; top += 2 * stride) {
    for (let left = top; left < top + stride; left += 2 * channels) {
      for (let at = left; at < left + channels; at++, to++) {
        const sum = images[at]! + images[at + channels]! + images[at + stride]! +
          images[at + stride + channels]!;
        pooled[to] = (sum + 2) >> 2;
      }
    }
  }
  return { count, images: pooled, labels };
}
