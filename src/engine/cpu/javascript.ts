import type { Binary, Unary } from "../../expr/mod.ts";
import { exp } from "../../math/mod.ts";
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

/** Functions `(x, y)` in 32-bit floats of the `numbers` of a sample. */
export const javascript: Dialect = {
  literal: (value) => literal(Math.fround(value)),
  param: (slot) => `numbers[${slot}]`,
  unary,
  binary,
  select: (test, yes, no) => `${test} > 0 ? ${yes} : ${no}`,
  field: (index, x, y) => `rasters.values(${index})[wrap(${y}, height) * width + wrap(${x}, width)]`,
  call: (name, x, y) => `${name}(${x}, ${y})`,
  bind: (name, value) => `const ${name} = ${value};`,
  choose: (name, index, calls) => `const ${name} = ${choice(index, calls)};`,
  blur: (name, radius, x, y, inner) => `const ${name} = meanAround(${inner}, ${radius}, ${x}, ${y});`,
  name: (i) => `mask${i}`,
  define: (name, statements, result) =>
    `function ${name}(x, y) {
  ${statements.join("\n  ")}
  return ${result};
}`,
};

/** What printed code calls, by the names it calls it by. */
export const helpers: Readonly<Record<string, (...given: never[]) => number>> = { exp, wrap, meanAround };

/** A coordinate within an image that repeats for ever. */
function wrap(value: number, side: number): number {
  const i = Math.floor(value) | 0;
  return i >= 0 && i < side ? i : ((i % side) + side) % side;
}

function meanAround(
  inner: (x: number, y: number) => number,
  r: number,
  x: number,
  y: number,
): number {
  let sum = 0;
  for (let dy = -r; dy <= r; dy++) {
    for (let dx = -r; dx <= r; dx++) sum += inner(Math.fround(x + dx), Math.fround(y + dy));
  }
  return Math.fround(sum / (2 * r + 1) ** 2);
}
