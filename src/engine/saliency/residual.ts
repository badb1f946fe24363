import { fourierTransform } from "../../math/mod.ts";

/** The side at which images are looked at, as published. */
export const SIDE = 64;

/** The mean of three, and OpenCV's 5 weights of a Gaussian of σ = 8, as published but for the tails. */
const MEAN = [1, 1, 1], GAUSSIAN = [-2, -1, 0, 1, 2].map((d) => Math.exp(-(d ** 2) / 128));

/** Spectral residual saliency of an image, see `spectralResidual()` of the masks: `[64, 64]`. */
export function residualOf(luma: Float32Array, height: number, width: number): Float64Array {
  const real = resized(luma, height, width), imaginary = new Float64Array(SIDE * SIDE);
  fourierTransform(real, imaginary, SIDE, SIDE);
  const logs = real.map((a, i) => Math.log(Math.hypot(a, imaginary[i]!) + 1e-9));
  const means = filtered(logs, MEAN, (i) => (i + SIDE) % SIDE);
  for (const [i, mean] of means.entries()) {
    const size = Math.hypot(real[i]!, imaginary[i]!);
    const scale = size === 0 ? 0 : Math.exp(logs[i]! - mean) / size;
    // The transform of the conjugate is the conjugate of the inverse, up to a factor: its size is what counts.
    real[i]! *= scale;
    imaginary[i]! *= -scale;
  }
  fourierTransform(real, imaginary, SIDE, SIDE);
  return filtered(
    real.map((a, i) => a * a + imaginary[i]! ** 2),
    GAUSSIAN,
    (i) => Math.min(SIDE - 1, Math.max(0, i)),
  );
}

/** The image at 64×64 pixels, bilinear. */
function resized(values: Float32Array, height: number, width: number): Float64Array {
  const along = (i: number, extent: number) => {
    const at = Math.min(extent - 1, Math.max(0, (i + 0.5) * extent / SIDE - 0.5));
    const first = Math.floor(at);
    return [first, Math.min(extent - 1, first + 1), at - first] as const;
  };
  return Float64Array.from({ length: SIDE * SIDE }, (_, i) => {
    const [left, right, fx] = along(i % SIDE, width);
    const [top, bottom, fy] = along(Math.floor(i / SIDE), height);
    const line = (y: number) => values[y * width + left]! * (1 - fx) + values[y * width + right]! * fx;
    return line(top) * (1 - fy) + line(bottom) * fy;
  });
}

/** A separable filter of 2n + 1 weights from -n to n, beyond the border at the place that `within` gives. */
function filtered(
  values: Float64Array,
  weights: readonly number[],
  within: (i: number) => number,
): Float64Array {
  const n = (weights.length - 1) / 2;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const along = (from: Float64Array, place: (line: number, i: number) => number) => {
    const to = new Float64Array(SIDE * SIDE);
    for (let line = 0; line < SIDE; line++) {
      for (let i = 0; i < SIDE; i++) {
        for (const [k, weight] of weights.entries()) {
          to[place(line, i)]! += weight / sum * from[place(line, within(i + k - n))]!;
        }
      }
    }
    return to;
  };
  return along(along(values, (line, i) => line * SIDE + i), (line, i) => i * SIDE + line);
}
