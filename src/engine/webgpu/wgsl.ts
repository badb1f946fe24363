import type { Expr } from "../../expr/mod.ts";
import { type Dialect, print, type Printed } from "../print.ts";

const infix: Readonly<Record<string, string>> = { add: "+", sub: "-", mul: "*", div: "/" };

/** The number of a row of the plan is passed down as `row`, where the row's parameters begin. */
const wgsl: Dialect = {
  literal: (value) => /[.e]/.test(`${value}`) ? `${value}` : `${value}.0`,
  param: (slot) => `params[row + ${slot}]`,
  unary: (op, a) => `${op}(${a})`,
  binary: (op, a, b) => op in infix ? `${a} ${infix[op]} ${b}` : `${op}(${a}, ${b})`,
  select: (test, yes, no) => `select(${no}, ${yes}, ${test} > 0.0)`,
  field: (index, x, y) => `rasterAt(i32(${index}), ${x}, ${y})`,
  call: (name, x, y) => `${name}(row, ${x}, ${y})`,
  bind: (name, value) => `let ${name} = ${value};`,
  choose: (name, index, calls) => {
    const cases = calls.map((call, i) =>
      `${i === calls.length - 1 ? "default" : `case ${i}`}: { ${name} = ${call}; }`
    );
    return `var ${name} = 0.0;\n  switch (i32(${index})) { ${cases.join(" ")} }`;
  },
  blur: (name, radius, x, y, inner) =>
    `var ${name} = 0.0;
  let ${name}r = i32(${radius});
  for (var dy = -${name}r; dy <= ${name}r; dy++) {
    for (var dx = -${name}r; dx <= ${name}r; dx++) { ${name} += ${inner}(row, ${x} + f32(dx), ${y} + f32(dy)); }
  }
  ${name} /= f32((2 * ${name}r + 1) * (2 * ${name}r + 1));`,
  define: (name, statements, result) =>
    `fn ${name}(row : i32, x : f32, y : f32) -> f32 {
  ${statements.join("\n  ")}
  return ${result};
}`,
};

/** Prints an expression as WGSL functions `(row, x, y) -> f32`. */
export function printWgsl(root: Expr): Printed {
  return print(wgsl, root);
}
