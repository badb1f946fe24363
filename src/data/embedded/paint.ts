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
 * @param behind A colour that the first colour must be lighter than.
 */
export function paint(from: Key, size: number, behind?: Color): Paint {
  const first = color(fold(from, 0), behind);
  const shift = (channel: number) => uniformBetween(fold(fold(from, 1), channel), -TINT, TINT);
  const tint = (channel: 0 | 1 | 2) => Math.min(1, Math.max(0, first[channel] + shift(channel)));
  return { first, second: [tint(0), tint(1), tint(2)], pattern: pattern(fold(from, 2), size) };
}

/** By how much the channels of an object add up to more than those of the background. */
const CONTRAST = 0.9;

/** Largest difference between the two colours of a paint, by channel. */
const TINT = 0.25;

function color(from: Key, behind?: Color): Color {
  for (let attempt = 0;; attempt++) {
    const at = fold(from, attempt);
    const [r, g, b]: Color = [uniform(at, 0), uniform(at, 1), uniform(at, 2)];
    if (behind === undefined) return [r, g, b];
    if (r + g + b >= behind[0] + behind[1] + behind[2] + CONTRAST) return [r, g, b];
  }
}

/** A colour at a share of its lightness. */
export function dimmed([r, g, b]: Color, share: number): Color {
  return [share * r, share * g, share * b];
}
