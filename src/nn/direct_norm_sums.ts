import type { DirectSum } from "./direct_sums.ts";
import { EPSILON } from "./normalization.ts";

/** The passes of a batch normalization with scale 1 and shift 0, number by number, in 64-bit floats. */
export interface DirectNormSums {
  /** Of `[2, channels]`: mean and biased variance. */
  readonly statistics: DirectSum;
  /** `[count, channels]` */
  readonly result: DirectSum;
  /** Of `[2, channels]`: with respect to scale and shift. */
  readonly affineGradient: DirectSum;
  /** `[count, channels]` */
  readonly inputGradient: DirectSum;
}

/**
 * What a batch normalization and its gradients are, by definition.
 *
 * @param count Values of a channel.
 * @param channels How many channels.
 * @param values `[count, channels]`
 * @param slopes The gradient with respect to the result, of the same shape.
 */
export function directNormSums(
  count: number,
  channels: number,
  values: Float32Array,
  slopes: Float32Array,
): DirectNormSums {
  const known = new Map<number, Column>();
  const column = (c: number) => {
    const found = known.get(c) ?? columnOf(c);
    known.set(c, found);
    return found;
  };
  const columnOf = (c: number): Column => {
    const sum = (term: (i: number) => number) => {
      let total = 0;
      for (let i = c; i < count * channels; i += channels) total += term(i);
      return total;
    };
    const mean = sum((i) => values[i]!) / count;
    const variance = sum((i) => (values[i]! - mean) ** 2) / count;
    const normal = (i: number) => (values[i]! - mean) / Math.sqrt(variance + EPSILON);
    return {
      mean,
      variance,
      normal,
      along: sum((i) => slopes[i]! * normal(i)),
      slope: sum((i) => slopes[i]!),
    };
  };
  const size = Math.sqrt(count);
  return {
    statistics: (i) => ({ value: i < channels ? column(i).mean : column(i - channels).variance, size: 1 }),
    result: (i) => ({ value: column(i % channels).normal(i), size: 1 }),
    affineGradient: (i) => ({ value: i < channels ? column(i).along : column(i - channels).slope, size }),
    inputGradient: (i) => {
      const { variance, normal, along, slope } = column(i % channels);
      const value = (slopes[i]! - (slope + normal(i) * along) / count) / Math.sqrt(variance + EPSILON);
      return { value, size: 1 };
    },
  };
}

interface Column {
  readonly mean: number;
  readonly variance: number;
  /** The result, by its position among all channels. */
  readonly normal: (position: number) => number;
  readonly along: number;
  readonly slope: number;
}
