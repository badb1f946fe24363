/** The luma of an image, in 32-bit floats: BT.601 of three channels, else the mean of the channels. */
export function luma(image: Float32Array, channels: number): Float32Array {
  const weights = lumaWeights(channels);
  return Float32Array.from({ length: image.length / channels }, (_, pixel) =>
    weights.reduce(
      (sum, weight, c) => Math.fround(sum + Math.fround(weight * image[pixel * channels + c]!)),
      0,
    ));
}

/** What each channel adds to the luma. */
export function lumaWeights(channels: number): Float32Array {
  return channels === 3
    ? Float32Array.of(0.299, 0.587, 0.114)
    : new Float32Array(channels).fill(1 / channels);
}
