import type { Batch, Mixed } from "../batch.ts";
import type { Plan } from "../draw.ts";
import type { Expr } from "../expr/mod.ts";
import type { Program } from "../lower.ts";
import { mixOnHost, type RenderMasks } from "./host.ts";
import { type Dialect, print } from "./print.ts";

const infix: Readonly<Record<string, string>> = { add: "+", sub: "-", mul: "*", div: "/" };

/** JavaScript in 32-bit floats; `row` is where a sample's parameters begin. */
const javascript: Dialect = {
  literal: (value) => `${Math.fround(value)}`,
  param: (slot) => `params[row + ${slot}]`,
  unary: (op, a) => op === "abs" || op === "floor" ? `Math.${op}(${a})` : `Math.fround(Math.${op}(${a}))`,
  binary: (op, a, b) =>
    op in infix
      ? `Math.fround(${a} ${infix[op]} ${b})`
      : op === "step"
      ? `${b} >= ${a} ? 1 : 0`
      : `Math.${op}(${a}, ${b})`,
  select: (test, yes, no) => `${test} > 0 ? ${yes} : ${no}`,
  field: (index, x, y) => `rasterAt(rasters[${index}], ${x}, ${y})`,
  call: (name, x, y) => `${name}(row, ${x}, ${y})`,
  bind: (name, value) => `const ${name} = ${value};`,
  choose: (name, index, calls) =>
    `const ${name} = ${
      calls.map((call, i) => i === calls.length - 1 ? call : `${index} === ${i} ? ${call} : `).join("")
    };`,
  blur: (name, radius, x, y, inner) =>
    `let ${name} = 0;
  const ${name}r = ${radius};
  for (let dy = -${name}r; dy <= ${name}r; dy++) {
    for (let dx = -${name}r; dx <= ${name}r; dx++) {
      ${name} += ${inner}(row, Math.fround(${x} + dx), Math.fround(${y} + dy));
    }
  }
  ${name} = Math.fround(${name} / (2 * ${name}r + 1) ** 2);`,
  define: (name, statements, result) =>
    `function ${name}(row, x, y) {
  ${statements.join("\n  ")}
  return ${result};
}`,
};

/** Fills `masks`, whose samples are `[height, width]`, from rows of `stride` parameters. */
type Render = (
  masks: Float32Array,
  params: Float32Array,
  stride: number,
  rasters: readonly Float32Array[],
  height: number,
  width: number,
) => void;

const compiled = new WeakMap<Expr, Render>();

function compile(mask: Expr): Render {
  const known = compiled.get(mask);
  if (known !== undefined) return known;
  const { code, entry } = print(javascript, mask);
  const render = new Function(`"use strict";
let params, rasters, height, width;
function rasterAt(raster, x, y) {
  const column = ((Math.floor(x) % width) + width) % width, line = ((Math.floor(y) % height) + height) % height;
  return raster[line * width + column];
}
${code}
return (masks, givenParams, stride, givenRasters, givenHeight, givenWidth) => {
  params = givenParams, rasters = givenRasters, height = givenHeight, width = givenWidth;
  for (let i = 0, row = 0; i < masks.length; row += stride) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) masks[i++] = ${entry}(row, x + 0.5, y + 0.5);
    }
  }
};`)() as Render;
  compiled.set(mask, render);
  return render;
}

const renderMasks: RenderMasks = (pass, params, rasters, [samples, height, width]) => {
  const masks = new Float32Array(samples * height * width);
  compile(pass.mask)(masks, params, pass.params, rasters, height, width);
  return masks;
};

/**
 * The engine for typed arrays: masks are compiled to JavaScript once, whatever is drawn. Where a page forbids code made
 * at run time (a content security policy without `unsafe-eval`), use {@linkcode reference}.
 *
 * @param program From {@linkcode lower}.
 * @param plan From {@linkcode draw}, for a batch of this shape.
 * @param batch The batch; it is not changed.
 * @throws {RangeError} If the parts of the batch do not fit together, or the plan was drawn for another shape.
 *
 * @example
 * ```ts
 * import { cpu, cutmix, draw, key, lower } from "@miamix/miamix";
 * import { assertEquals } from "@std/assert";
 *
 * const recipe = cutmix();
 * const plan = draw(recipe, key(1), { samples: 2, height: 8, width: 8 });
 * const images = new Float32Array(2 * 8 * 8 * 3).fill(0.5);
 * const mixed = cpu(lower(recipe), plan, { images, shape: [2, 8, 8, 3], labels: Int32Array.of(0, 1), classes: 2 });
 * assertEquals(mixed.images, images);
 * ```
 */
export function cpu(program: Program, plan: Plan, batch: Batch): Mixed {
  return mixOnHost(renderMasks, program, plan, batch);
}
