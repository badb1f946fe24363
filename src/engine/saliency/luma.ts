/**
 * The luma of an image, in 32-bit floats: BT.601 of three channels, else the mean of the channels. Of bytes, that of three
 * channels is exact.
 */
export function luma(image: Float32Array, channels: number): Float32Array {
  const weights = lumaWeights(channels);
  return Float32Array.from({ length: image.length / channels }, (_, pixel) =>
    weights.reduce(
      (sum, weight, c) => Math.fround(sum + Math.fround(weight * image[pixel * channels + c]!)),
      0,
    ));
}

/** The weight of each channel in the luma: OpenCV's of red, green and blue, in 32,768ths. */
export function lumaWeights(channels: number): Float32Array {
  return channels === 3
    ? Float32Array.of(9798 / 32768, 19235 / 32768, 3735 / 32768)
    : new Float32Array(channels).fill(1 / channels);
}
