import { exp } from "../../math/mod.ts";

/** Shares of the highest power that are smaller are taken to be 0. */
const NOTHING = 2 ** -200;

/**
 * Fills the first `count` numbers of `out` with `e` to the power of `b·x + c·x²`, at `x = first, first + 1, …`, as shares
 * of the highest of them, and gives the `x` of that.
 *
 * Outwards from the peak of a bell each power follows from the one before by two products, without another exponential.
 */
export function bell(out: Float64Array, count: number, first: number, b: number, c: number): number {
  const last = first + count - 1;
  const exponent = (x: number) => x * (b + x * c);
  if (!(c <= 0)) {
    const peak = exponent(first) > exponent(last) ? first : last, most = exponent(peak);
    for (let i = 0; i < count; i++) out[i] = exp(exponent(first + i) - most);
    return peak;
  }
  const top = c < 0 ? Math.round(-b / (2 * c) - first) : b > 0 ? count - 1 : 0;
  const peak = Math.min(count - 1, Math.max(0, top)), x = first + peak, slope = b + 2 * c * x;
  const turn = Math.exp(2 * c), onwards = exp(c + slope), back = exp(c - slope);
  out[peak] = 1;
  let i = peak + 1, value = onwards, ratio = onwards * turn;
  for (; i < count && value > NOTHING; i++, value *= ratio, ratio *= turn) out[i] = value;
  for (; i < count; i++) out[i] = 0;
  i = peak - 1, value = back, ratio = back * turn;
  for (; i >= 0 && value > NOTHING; i--, value *= ratio, ratio *= turn) out[i] = value;
  for (; i >= 0; i--) out[i] = 0;
  return x;
}
