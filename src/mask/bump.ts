import { exp } from "../math/mod.ts";
import type { Size } from "./mask.ts";

/** Where a bump is, in pixels. */
export interface Centre {
  readonly cx: number;
  readonly cy: number;
}

/** The form `xx·dx² + 2·xy·dx·dy + yy·dy²` of determinant 1. */
export interface QuadraticForm {
  readonly xx: number;
  readonly xy: number;
  readonly yy: number;
}

/** The inverse of `R(angle)·[[1, q], [q, 1]]·R(angle)ᵀ / √(1 - q²)`. */
export function quadraticForm(q: number, angle: number): QuadraticForm {
  const c = Math.cos(angle), s = Math.sin(angle), root = Math.sqrt(1 - q * q);
  return { xx: (1 + 2 * q * c * s) / root, xy: -q * (c * c - s * s) / root, yy: (1 - 2 * q * c * s) / root };
}

/** A bump is averaged over at most this many points a side. */
const POINTS = 64;

/** A bump is looked at where it is above `exp(-π · REACH)`, 7e-9. */
const REACH = 6;

/** The largest error of a calibrated mean, as a share of it. */
const TOLERANCE = 1e-3;

/** Bumps of fewer pixels than this are too small for sums over pixels to be near integrals. */
const SMALL = 4;

/**
 * The area `A` with which the mean of `exp(-π·Q(p - c) / A)` over an image is `share`, to within 0.1 % of the share,
 * found by the secant rule on logarithms. A share of less than a pixel gets its own area: the pixel at the centre is
 * always 1.
 */
export function calibratedArea(share: number, shape: QuadraticForm, centre: Centre, size: Size): number {
  const wanted = share * size.height * size.width;
  const excess = (logArea: number) => Math.log(bumpMean(Math.exp(logArea), shape, centre, size) / share);
  if (wanted < SMALL) return bracketedArea(wanted, excess);
  const estimate = (logArea: number) =>
    Math.log(estimatedMean(Math.exp(logArea), shape, centre, size) / share);
  const start = Math.log(wanted);
  const guess = secant(estimate, start, 1, TOLERANCE / 10) ?? start;
  const slope = (estimate(guess + 0.1) - estimate(guess)) / 0.1;
  const found = secant(excess, guess, slope, TOLERANCE);
  return found === undefined ? bracketedArea(wanted, excess) : Math.exp(found);
}

/** A root of a function from where it starts with about the given slope; nothing where that leads nowhere soon. */
function secant(
  f: (x: number) => number,
  start: number,
  slope: number,
  tolerance: number,
): number | undefined {
  let x = start, value = f(x);
  for (let turn = 0; turn < 12; turn++) {
    if (Math.abs(value) < tolerance) return x;
    const next = x - value / slope, there = f(next);
    slope = (there - value) / (next - x);
    [x, value] = [next, there];
  }
  return undefined;
}

/** The area at which an excess that grows with it is 0, by false position (Illinois rule) from below and above. */
function bracketedArea(wanted: number, excess: (logArea: number) => number): number {
  let low = Math.log(wanted), high = low + 1;
  let atLow = excess(low), atHigh = excess(high);
  if (atLow >= 0 && wanted < 1) return wanted;
  while (atLow > TOLERANCE) [high, atHigh, low] = [low, atLow, low - 1], atLow = excess(low);
  while (atHigh < 0) [low, atLow, high] = [high, atHigh, high + 1], atHigh = excess(high);
  for (let turn = 0; turn < 40; turn++) {
    const next = low - atLow * (high - low) / (atHigh - atLow);
    const there = excess(next);
    if (Math.abs(there) < TOLERANCE) return Math.exp(next);
    if (there < 0) [low, atLow, atHigh] = [next, there, atHigh / 2];
    else [high, atHigh, atLow] = [next, there, atLow / 2];
  }
  return Math.exp(high);
}

/** About the mean of a bump over an image: what the borders clip is taken to be independent along x and along y. */
function estimatedMean(
  area: number,
  { xx, yy }: QuadraticForm,
  { cx, cy }: Centre,
  { height, width }: Size,
): number {
  const across = Math.sqrt(area * yy / (2 * Math.PI)), down = Math.sqrt(area * xx / (2 * Math.PI));
  const inX = normalShare((width - cx) / across) - normalShare(-cx / across);
  const inY = normalShare((height - cy) / down) - normalShare(-cy / down);
  return area * inX * inY / (height * width);
}

/** The share of a normal law below `z`, good to 2e-4 (a logistic curve, Page 1977). */
function normalShare(z: number): number {
  return 1 / (1 + exp(-z * (1.5976 + 0.070566 * z * z)));
}

/**
 * The mean of `exp(-π·Q(p - c) / area)` over an image: over the pixels near the bump, or over 64 points a side if there
 * are more. Along a row the exponent is quadratic, so outwards from the row's peak each value follows from the one before
 * by two products, without another exponential. A bump that is not turned is a product of one along x and one along y.
 */
export function bumpMean(
  area: number,
  { xx, xy, yy }: QuadraticForm,
  { cx, cy }: Centre,
  size: Size,
): number {
  const scale = -Math.PI / area;
  const across = reach(cx, Math.sqrt(REACH * area * yy), size.width);
  const down = reach(cy, Math.sqrt(REACH * area * xx), size.height);
  const share = across.step * down.step / (size.width * size.height);
  if (xy === 0) return sumAlong(scale * xx, cx, across) * sumAlong(scale * yy, cy, down) * share;
  const turn = exp(2 * scale * xx * across.step ** 2), half = exp(scale * xx * across.step ** 2);
  const last = across.points - 1;
  for (let row = 0; row < down.points; row++) {
    const dy = down.start + (row + 0.5) * down.step - cy;
    const top = (cx - xy / xx * dy - across.start) / across.step - 0.5;
    const peak = Math.min(last, Math.max(0, Math.round(top)));
    const dx = across.start + (peak + 0.5) * across.step - cx;
    const slope = exp(2 * scale * across.step * (xx * dx + xy * dy));
    peaks[row] = peak;
    highests[row] = exp(scale * (xx * dx * dx + 2 * xy * dx * dy + yy * dy * dy));
    onwards[row] = half * slope;
    backwards[row] = half / slope;
  }
  let sum = 0;
  for (let row = 0; row < down.points; row++) {
    const peak = peaks[row]!, highest = highests[row]!;
    sum += highest + outwards(highest, onwards[row]!, turn, last - peak) +
      outwards(highest, backwards[row]!, turn, peak);
  }
  return sum * share;
}

/**
 * For every row of points where it is highest, how high, and the ratios to the values after and before. They are known
 * before any row is added up, so that the processor need not wait to learn how long a row is.
 */
const peaks = new Int32Array(POINTS), highests = new Float64Array(POINTS);
const onwards = new Float64Array(POINTS), backwards = new Float64Array(POINTS);

/** The sum of `exp(scale·(p - centre)²)` over points of a side. */
function sumAlong(scale: number, centre: number, { start, points, step }: Reach): number {
  const peak = Math.min(points - 1, Math.max(0, Math.round((centre - start) / step - 0.5)));
  const d = start + (peak + 0.5) * step - centre, highest = exp(scale * d * d);
  const turn = exp(2 * scale * step ** 2), half = exp(scale * step ** 2), slope = exp(2 * scale * step * d);
  return highest + outwards(highest, half * slope, turn, points - 1 - peak) +
    outwards(highest, half / slope, turn, peak);
}

/** The sum of the next values of a row, each the one before times a ratio, and the ratio times `turn` each time. */
function outwards(value: number, ratio: number, turn: number, count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    value *= ratio;
    ratio *= turn;
    sum += value;
  }
  return sum;
}

/** Points along a side of an image, each in the middle of its step. */
interface Reach {
  readonly start: number;
  readonly points: number;
  readonly step: number;
}

/** The points along a side of the image that are within a distance of the centre. */
function reach(centre: number, distance: number, side: number): Reach {
  const start = Math.max(0, Math.floor(centre - distance)),
    end = Math.min(side, Math.ceil(centre + distance));
  const points = Math.min(POINTS, end - start);
  return { start, points, step: (end - start) / points };
}
