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

/**
 * The area `A` with which the mean of `exp(-π·Q(p - c) / A)` over an image is `share`, found by false position on the
 * logarithm of `A` (Illinois rule) to within 0.1 % of the share. A share of less than a pixel gets its own area: the
 * pixel at the centre is always 1.
 */
export function calibratedArea(share: number, shape: QuadraticForm, centre: Centre, size: Size): number {
  const excess = (logArea: number) => Math.log(bumpMean(Math.exp(logArea), shape, centre, size) / share);
  const wanted = share * size.height * size.width;
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

/**
 * The mean of `exp(-π·Q(p - c) / area)` over an image: over the pixels near the bump, or over 64 points a side if there
 * are more. Along a row the exponent is quadratic, so outwards from the row's peak each value follows from the one before
 * by two products, without another exponential.
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
  const turn = Math.exp(2 * scale * xx * across.step ** 2);
  const last = across.points - 1;
  let sum = 0;
  for (let row = 0; row < down.points; row++) {
    const dy = down.start + (row + 0.5) * down.step - cy;
    const top = (cx - xy / xx * dy - across.start) / across.step - 0.5;
    const peak = Math.min(last, Math.max(0, Math.round(top)));
    const dx = across.start + (peak + 0.5) * across.step - cx;
    const highest = Math.exp(scale * (xx * dx * dx + 2 * xy * dx * dy + yy * dy * dy));
    const slope = 2 * (xx * dx + xy * dy);
    sum += highest;
    for (const [side, count] of [[across.step, last - peak], [-across.step, peak]] as const) {
      let value = highest, ratio = Math.exp(scale * side * (slope + xx * side));
      for (let i = 0; i < count; i++) {
        value *= ratio;
        ratio *= turn;
        sum += value;
      }
    }
  }
  return sum * across.step * down.step / (size.width * size.height);
}

/** The points along a side of the image that are within a distance of the centre. */
function reach(centre: number, distance: number, side: number) {
  const start = Math.max(0, Math.floor(centre - distance)),
    end = Math.min(side, Math.ceil(centre + distance));
  const points = Math.min(POINTS, end - start);
  return { start, points, step: (end - start) / points };
}
