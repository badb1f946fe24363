import type { Binary, Unary } from "./expr.ts";

/** What the operations on one number mean. */
export const unary: Readonly<Record<Unary, (a: number) => number>> = {
  abs: Math.abs,
  floor: Math.floor,
  sqrt: Math.sqrt,
  exp: Math.exp,
};

/** What the operations on two numbers mean. */
export const binary: Readonly<Record<Binary, (a: number, b: number) => number>> = {
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  min: Math.min,
  max: Math.max,
  step: (edge, value) => value >= edge ? 1 : 0,
};
