import type { Binary, Unary } from "../../expr/mod.ts";
import type { Dialect } from "../print.ts";

const infix: Readonly<Record<string, string>> = { add: "+", sub: "-", mul: "*", div: "/" };

/** A number as JavaScript. */
export function literal(value: number): string {
  return value < 0 || Object.is(value, -0) ? `(${Object.is(value, -0) ? "-0" : value})` : `${value}`;
}

/** An operation on a 32-bit float, as JavaScript. */
export function unary(op: Unary, a: string): string {
  if (op === "exp") return `Math.fround(exp(${a}))`;
  return op === "sqrt" ? `Math.fround(Math.sqrt(${a}))` : `Math.${op}(${a})`;
}

/** An operation on two 32-bit floats, as JavaScript. */
export function binary(op: Binary, a: string, b: string): string {
  if (op === "step") return `(${b} >= ${a} ? 1 : 0)`;
  return op in infix ? `Math.fround(${a} ${infix[op]} ${b})` : `Math.${op}(${a}, ${b})`;
}

/** A choice between calls, as JavaScript. */
export function choice(index: string, calls: readonly string[]): string {
  return calls.map((call, i) => i === calls.length - 1 ? call : `${index} === ${i} ? ${call} : `).join("");
}

/** Functions `(row, x, y)` in 32-bit floats; `row` is where a sample's parameters begin in `params`. */
export const javascript: Dialect = {
  literal: (value) => literal(Math.fround(value)),
  param: (slot) => `params[row + ${slot}]`,
  unary,
  binary,
  select: (test, yes, no) => `${test} > 0 ? ${yes} : ${no}`,
  field: (index, x, y) => `rasters[${index}][wrap(${y}, height) * width + wrap(${x}, width)]`,
  call: (name, x, y) => `${name}(row, ${x}, ${y})`,
  bind: (name, value) => `const ${name} = ${value};`,
  choose: (name, index, calls) => `const ${name} = ${choice(index, calls)};`,
  blur: (name, radius, x, y, inner) => `const ${name} = meanAround(${inner}, row, ${radius}, ${x}, ${y});`,
  define: (name, statements, result) =>
    `function ${name}(row, x, y) {
  ${statements.join("\n  ")}
  return ${result};
}`,
};

/**
 * What printed code calls. `exp` is good to 1e-9 of its value: it is `2^(n/32)` from two tables, times a polynomial of
 * what is left.
 */
export const prelude: string = `
const whole = Float64Array.from({ length: 300 }, (_, i) => 2 ** (i - 150));
const parts = Float64Array.from({ length: 32 }, (_, i) => 2 ** (i / 32));
function exp(x) {
  if (!(x > -100 && x < 88)) return Math.exp(x);
  const n = Math.floor(x * ${32 / Math.LN2} + 0.5), rest = x - n * ${Math.LN2 / 32};
  const series = 1 + rest * (1 + rest * (0.5 + rest * (1 / 6 + rest * (1 / 24))));
  return whole[(n >> 5) + 150] * parts[n & 31] * series;
}
function wrap(value, side) {
  const i = Math.floor(value) | 0;
  return i >= 0 && i < side ? i : ((i % side) + side) % side;
}
function meanAround(inner, row, r, x, y) {
  let sum = 0;
  for (let dy = -r; dy <= r; dy++) {
    for (let dx = -r; dx <= r; dx++) sum += inner(row, Math.fround(x + dx), Math.fround(y + dy));
  }
  return Math.fround(sum / (2 * r + 1) ** 2);
}`;
