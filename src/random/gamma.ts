import type { Key } from "./key.ts";
import { normal } from "./normal.ts";
import { uniform } from "./uniform.ts";

/**
 * Draws the logarithm of a gamma variate with the given shape and scale 1 (Marsaglia and Tsang 2000).
 *
 * The logarithm does not underflow for small shapes, where the variate itself does: a shape below 1 is drawn as
 * `log Gamma(shape + 1) + log(U) / shape`.
 */
export function logGamma(from: Key, shape: number): number {
  const boost = shape < 1 ? Math.log1p(-uniform(from, 0)) / shape : 0;
  const d = (shape < 1 ? shape + 1 : shape) - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (let attempt = 1;; attempt += 2) {
    const x = normal(from, 2 * attempt), square = x * x, v = (1 + c * x) ** 3;
    if (v <= 0) continue;
    const u = uniform(from, attempt + 1);
    // Mostly the first condition holds, which implies the second.
    if (u > 0.0331 * square * square || Math.log1p(-u) < square / 2 + d * (1 - v + Math.log(v))) {
      return boost + Math.log(d * v);
    }
  }
}
