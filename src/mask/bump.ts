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

/** The largest error of a calibrated mean, as a share of it. */
const TOLERANCE = 1e-3;

/** Bumps of fewer pixels than this are calibrated between bounds: their mean follows their area in no simple way. */
const SMALL = 4;

/**
 * The area `A` with which the mean of `exp(-π·Q(p - c) / A)` over the pixels of an image is `share`, to within 0.1 % of the
 * share. A share of less than a pixel gets its own area: the pixel at the centre is always 1.
 */
export function calibratedArea(share: number, shape: QuadraticForm, centre: Centre, size: Size): number {
  const pixels = size.height * size.width, wanted = share * pixels;
  const sumOf = isBroad(wanted, shape) ? bumpIntegral : bumpSum;
  const excess = (logArea: number) => Math.log(sumOf(Math.exp(logArea), shape, centre, size) / wanted);
  const found = wanted < SMALL ? undefined : secant(excess, Math.log(wanted));
  return found === undefined ? bracketedArea(wanted, excess) : Math.exp(found);
}

/**
 * A root of a function whose slope is at most about 1, by the secant rule; nothing where that leads nowhere soon. From close
 * to the root, where the slope is known to some percent, the last step is taken without another look.
 */
function secant(f: (x: number) => number, start: number): number | undefined {
  let x = start, value = f(x), slope = 1;
  for (let turn = 0; turn < 12; turn++) {
    const next = x - value / slope;
    if (Math.abs(value) < 2 * TOLERANCE) return next;
    const there = f(next);
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
    if (Math.abs(there) < 0.9 * TOLERANCE) return Math.exp(next);
    if (there < 0) [low, atLow, atHigh] = [next, there, atHigh / 2];
    else [high, atHigh, atLow] = [next, there, atLow / 2];
  }
  return Math.exp(high);
}

/** The largest correlation of a bump whose integral is good. */
const LARGEST_CORRELATION = 0.9;

/** Whether a bump of at least an area is so wide in all directions, and so round, that its integral is good to 0.03 %. */
function isBroad(area: number, { xx, xy, yy }: QuadraticForm): boolean {
  const narrowest = 1 / ((xx + yy) / 2 + Math.hypot((xx - yy) / 2, xy));
  return area * narrowest >= 2 * Math.PI && xy * xy <= LARGEST_CORRELATION ** 2 * xx * yy;
}

/**
 * About the sum of a bump over the pixels of an image. It is the bump's area times the share of a normal law within the
 * image: that of the bump, but for a variance less by 1/12 along x and y (Sheppard's correction: a pixel is a square and
 * not a point). Without its correlation it is a product of two shares, and its derivative by the correlation is the density
 * at the corners (Plackett 1954), which is integrated numerically.
 */
function bumpIntegral(
  area: number,
  { xx, xy, yy }: QuadraticForm,
  { cx, cy }: Centre,
  { height, width }: Size,
): number {
  const scale = area / (2 * Math.PI);
  const across = Math.sqrt(scale * yy - 1 / 12), down = Math.sqrt(scale * xx - 1 / 12);
  const left = -cx / across, right = (width - cx) / across, top = -cy / down, bottom = (height - cy) / down;
  let share = (normalShare(right) - normalShare(left)) * (normalShare(bottom) - normalShare(top));
  const correlation = -scale * xy / (across * down);
  for (let i = 0; i < NODES.length && correlation !== 0; i++) {
    const r = correlation * NODES[i]!, rest = 1 - r * r, by = -1 / (2 * rest), twice = 2 * r;
    const corners = exp(by * (right * (right - twice * bottom) + bottom * bottom)) -
      exp(by * (left * (left - twice * bottom) + bottom * bottom)) -
      exp(by * (right * (right - twice * top) + top * top)) +
      exp(by * (left * (left - twice * top) + top * top));
    share += WEIGHTS[i]! * correlation * corners / (2 * Math.PI * Math.sqrt(rest));
  }
  return area * share;
}

/** Gauss's rule of five points for an integral from 0 to 1. */
const GAUSS = [
  { node: 0.04691007703066802, weight: 0.11846344252809454 },
  { node: 0.23076534494715845, weight: 0.23931433524968324 },
  { node: 0.5, weight: 0.28444444444444444 },
  { node: 0.7692346550528415, weight: 0.23931433524968324 },
  { node: 0.953089922969332, weight: 0.11846344252809454 },
];

/**
 * The rule for an integral along the correlation, which is taken along the angle whose sine is the largest correlation:
 * there the density at the corners has no peak at the end.
 */
const TURN = Math.asin(LARGEST_CORRELATION);
const NODES = GAUSS.map(({ node }) => Math.sin(TURN * node) / LARGEST_CORRELATION);
const WEIGHTS = GAUSS.map(({ node, weight }) => weight * TURN * Math.cos(TURN * node) / LARGEST_CORRELATION);

/** The share of the standard normal law below `z`, good to 1e-7 (Abramowitz and Stegun 1964, 26.2.17). */
function normalShare(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const series = t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const beyond = exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * series;
  return z < 0 ? beyond : 1 - beyond;
}

/** A bump is looked at where it is above `exp(-π · REACH)`, 3e-6. */
const REACH = 4;

/**
 * The sum of a bump over the pixels of an image. Along a row the exponent is quadratic, so outwards from the row's peak
 * each value follows from the one before by two products, without another exponential.
 */
function bumpSum(
  area: number,
  { xx, xy, yy }: QuadraticForm,
  { cx, cy }: Centre,
  { height, width }: Size,
): number {
  const scale = -Math.PI / area, turn = exp(2 * scale * xx), half = exp(scale * xx);
  const down = Math.sqrt(REACH * area * xx), along = Math.ceil(Math.sqrt(REACH * area / xx));
  const first = Math.max(0, Math.floor(cy - down)), end = Math.min(height, Math.ceil(cy + down));
  let sum = 0;
  for (let row = first; row < end; row++) {
    const dy = row + 0.5 - cy;
    const peak = Math.min(width - 1, Math.max(0, Math.floor(cx - xy / xx * dy)));
    const dx = peak + 0.5 - cx;
    const highest = exp(scale * (xx * dx * dx + 2 * xy * dx * dy + yy * dy * dy));
    const slope = exp(2 * scale * (xx * dx + xy * dy));
    sum += highest + outwards(highest, half * slope, turn, Math.min(along, width - 1 - peak)) +
      outwards(highest, half / slope, turn, Math.min(along, peak));
  }
  return sum;
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
