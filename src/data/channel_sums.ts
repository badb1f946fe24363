/** Sums over the pixels of images, from which their channel statistics follow. */
export interface ChannelSums {
  /** Adds the pixels of some images, channels innermost. */
  readonly add: (images: Uint8Array) => void;
  /**
   * The mean and the standard deviation of each channel over all pixels so far, scaled to `[0, 1]`; the deviation of a
   * channel that never changes is taken as 1.
   */
  readonly statistics: () => { readonly mean: readonly number[]; readonly std: readonly number[] };
}

/** Starts to sum up. Sums are of whole numbers and exact, so nothing depends on the order of the images. */
export function channelSums(channels: number): ChannelSums {
  const sums = new Float64Array(channels), squares = new Float64Array(channels);
  let pixels = 0;
  return {
    add(images) {
      pixels += images.length / channels;
      for (let at = 0; at < images.length; at += channels) {
        for (let channel = 0; channel < channels; channel++) {
          const value = images[at + channel]!;
          sums[channel]! += value;
          squares[channel]! += value * value;
        }
      }
    },
    statistics: () => ({
      mean: Array.from(sums, (sum) => sum / pixels / 255),
      std: Array.from(
        squares,
        (square, c) => Math.sqrt(square * pixels - sums[c]! * sums[c]!) / pixels / 255 || 1,
      ),
    }),
  };
}
