import { channelSums } from "./channel_sums.ts";

/**
 * Computes the mean and the standard deviation of each channel over all pixels, scaled to `[0, 1]`.
 *
 * The deviation of a channel that never changes is taken as 1, so that normalising makes it zero, as scikit-learn's
 * `StandardScaler` does. The sums are exact, so the result does not depend on the order of the pixels.
 *
 * @param images Pixels in `0…255`, channels innermost.
 * @param channels Channels of a pixel.
 * @throws {RangeError} If there is no pixel.
 *
 * @example
 * ```ts
 * import { channelStatistics } from "@miamix/miamix/data";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(channelStatistics(Uint8Array.of(0, 51, 255, 51), 2), { mean: [0.5, 0.2], std: [0.5, 1] });
 * ```
 */
export function channelStatistics(
  images: Uint8Array,
  channels: number,
): { readonly mean: readonly number[]; readonly std: readonly number[] } {
  if (images.length === 0) {
    throw new RangeError(
      "Cannot compute channelStatistics(): there must be a pixel, current value is 0 pixels",
    );
  }
  const sums = channelSums(channels);
  sums.add(images);
  return sums.statistics();
}
