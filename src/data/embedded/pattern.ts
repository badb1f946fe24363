import { fold, integer, type Key, uniform, uniformBetween } from "../../random/mod.ts";
import { direction } from "./direction.ts";

/** How much of a paint's second colour a point gets, in `[0, 1]`; coordinates in pixels. */
export type Pattern = (x: number, y: number) => number;

/** Draws a pattern for an image of `size * size` pixels: plain, a gradient, stripes, checks or blotches. */
export function pattern(from: Key, size: number): Pattern {
  const kind = kinds[integer(fold(from, 0), kinds.length)]!;
  return kind(fold(from, 1), size);
}

const kinds: readonly ((from: Key, size: number) => Pattern)[] = [
  () => () => 0,
  gradient,
  stripes,
  checks,
  blotches,
];

function gradient(from: Key, size: number): Pattern {
  const [c, s] = direction(from);
  return (x, y) => 0.5 + (c * (x - size / 2) + s * (y - size / 2)) / (1.5 * size);
}

function stripes(from: Key): Pattern {
  const [c, s] = direction(fold(from, 0));
  const wave = drawWave(fold(from, 1));
  return (x, y) => wave(c * x + s * y);
}

function checks(from: Key): Pattern {
  const [c, s] = direction(fold(from, 0));
  const wave = drawWave(fold(from, 1));
  return (x, y) => {
    const a = wave(c * x + s * y), b = wave(c * y - s * x);
    return a + b - 2 * a * b;
  };
}

/** Random values on a lattice, linear in between. */
function blotches(from: Key, size: number): Pattern {
  const spacing = uniformBetween(fold(from, 0), 3, 9);
  const across = Math.floor(size / spacing) + 2;
  const values = Float64Array.from({ length: across * across }, (_, i) => uniform(fold(from, 1), i));
  return (x, y) => {
    const column = Math.floor(x / spacing), row = Math.floor(y / spacing);
    const right = x / spacing - column, down = y / spacing - row;
    const at = row * across + column;
    const top = values[at]! * (1 - right) + values[at + 1]! * right;
    const bottom = values[at + across]! * (1 - right) + values[at + across + 1]! * right;
    return top * (1 - down) + bottom * down;
  };
}

/** A triangle wave of random period and phase, its slopes steepened by a random factor. */
function drawWave(from: Key): (at: number) => number {
  const period = uniformBetween(fold(from, 0), 4, 12);
  const phase = uniform(fold(from, 1));
  const steepness = uniformBetween(fold(from, 2), 1, 5);
  return (at) => {
    const turn = at / period + phase;
    const wave = 2 * Math.abs(turn - Math.floor(turn) - 0.5);
    return Math.min(1, Math.max(0, (wave - 0.5) * steepness + 0.5));
  };
}
