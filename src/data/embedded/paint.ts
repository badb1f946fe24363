import { fold, type Key, uniform, uniformBetween } from "../../random/mod.ts";
import { type Pattern, pattern } from "./pattern.ts";

/** Red, green and blue in `[0, 1]`. */
export type Color = readonly [number, number, number];

/** Two colours and the pattern that mixes them. */
export interface Paint {
  /** The colour where the pattern is 0. */
  readonly first: Color;
  /** The colour where the pattern is 1. */
  readonly second: Color;
  /** How much of the second colour each point gets. */
  readonly pattern: Pattern;
}

/**
 * Draws a paint.
 *
 * @param from The key to draw from.
 * @param size Height and width of the image in pixels.
 * @param unlike A colour that the first colour must differ from by {@linkcode CONTRAST} at least.
 */
export function paint(from: Key, size: number, unlike?: Color): Paint {
  const first = color(fold(from, 0), unlike);
  const shift = (channel: number) => uniformBetween(fold(fold(from, 1), channel), -TINT, TINT);
  const tint = (channel: 0 | 1 | 2) => Math.min(1, Math.max(0, first[channel] + shift(channel)));
  return { first, second: [tint(0), tint(1), tint(2)], pattern: pattern(fold(from, 2), size) };
}

/** Least sum of the channel differences between an object and what is behind it. */
const CONTRAST = 0.9;

/** Largest difference between the two colours of a paint, by channel. */
const TINT = 0.25;

function color(from: Key, unlike?: Color): Color {
  for (let attempt = 0;; attempt++) {
    const at = fold(from, attempt);
    const [r, g, b]: Color = [uniform(at, 0), uniform(at, 1), uniform(at, 2)];
    if (unlike === undefined) return [r, g, b];
    const distance = Math.abs(r - unlike[0]) + Math.abs(g - unlike[1]) + Math.abs(b - unlike[2]);
    if (distance >= CONTRAST) return [r, g, b];
  }
}
