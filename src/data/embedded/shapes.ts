/**
 * How far a point lies outside of a shape (positive) or inside of it (negative), in units of the shape's radius.
 * The shape fits the unit disc; `v` points down.
 */
export type Shape = (u: number, v: number) => number;

/** The ten classes of the embedded set in the order of their labels. */
export const shapes: Readonly<Record<string, Shape>> = {
  disc: (u, v) => length(u, v) - 0.8,
  ring: (u, v) => Math.abs(length(u, v) - 0.7) - 0.18,
  square: (u, v) => box(u, v, 0.68, 0.68),
  frame: (u, v) => Math.abs(box(u, v, 0.54, 0.54)) - 0.16,
  triangle: (u, v) => Math.max(v, SIN_60 * Math.abs(u) - 0.5 * v) - 0.5,
  cross: (u, v) => Math.min(box(u, v, 0.9, 0.26), box(u, v, 0.26, 0.9)),
  star,
  crescent: (u, v) => Math.max(length(u, v) - 0.9, 0.68 - length(u - 0.42, v)),
  bar: (u, v) => box(u, v, 0.95, 0.28),
  corner: (u, v) => Math.max(box(u, v, 0.7, 0.7), -box(u - 0.45, v + 0.45, 0.75, 0.75)),
};

const SIN_60 = Math.sqrt(3) / 2;
const COS_36 = (1 + Math.sqrt(5)) / 4;
const COS_72 = (Math.sqrt(5) - 1) / 4;
const SIN_36 = Math.sqrt(1 - COS_36 * COS_36);
const SIN_72 = Math.sqrt(1 - COS_72 * COS_72);

/** The normals of the five lines of a pentagram, whose points lie on the inner side of at least four of them. */
const SIDES: readonly (readonly [number, number])[] = [
  [0, 1],
  [SIN_72, COS_72],
  [-SIN_72, COS_72],
  [SIN_36, -COS_36],
  [-SIN_36, -COS_36],
];

function star(u: number, v: number): number {
  let largest = -Infinity, second = -Infinity;
  for (const [x, y] of SIDES) {
    const side = u * x + v * y - 0.3;
    second = Math.max(second, Math.min(largest, side));
    largest = Math.max(largest, side);
  }
  return second;
}

function length(u: number, v: number): number {
  return Math.sqrt(u * u + v * v);
}

function box(u: number, v: number, halfWidth: number, halfHeight: number): number {
  return Math.max(Math.abs(u) - halfWidth, Math.abs(v) - halfHeight);
}
