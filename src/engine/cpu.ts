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
  blur: (name, radius, x, y, inner) => `const ${name} = ${inner}Mean(row, ${radius}, ${x}, ${y});`,
  define: (name, statements, result) =>
    `function ${name}(row, x, y) {
  ${statements.join("\n  ")}
  return ${result};
}
const ${name}Mean = meanOf(${name});`,
};

/**
 * Means over windows: at the centres of pixels, which is nearly always, one window sum of the whole image serves a
 * sample, and elsewhere the window is added up.
 */
const meanOf = `function meanOf(inner) {
  let call, known, plane;
  const render = (row, r) => {
    const across = width + 2 * r, side = 2 * r + 1;
    const sums = new Float64Array((height + 2 * r) * width);
    for (let y = 0; y < height + 2 * r; y++) {
      const line = new Float64Array(across);
      for (let x = 0; x < across; x++) line[x] = inner(row, x - r + 0.5, y - r + 0.5);
      for (let x = 0; x < width; x++) {
        for (let i = 0; i < side; i++) sums[y * width + x] += line[x + i];
      }
    }
    const means = new Float32Array(height * width);
    for (let i = 0; i < height * width; i++) {
      let sum = 0;
      for (let k = 0; k < side; k++) sum += sums[i + k * width];
      means[i] = sum / (side * side);
    }
    return means;
  };
  const add = (row, r, x, y) => {
    let sum = 0;
    for (let dy = -r; dy <= r; dy++) {
      for (let dx = -r; dx <= r; dx++) sum += inner(row, Math.fround(x + dx), Math.fround(y + dy));
    }
    return Math.fround(sum / (2 * r + 1) ** 2);
  };
  return (row, r, x, y) => {
    if (r === 0) return inner(row, x, y);
    const column = x - 0.5, line = y - 0.5;
    const centred = Number.isInteger(column) && Number.isInteger(line);
    if (!centred || column < 0 || column >= width || line < 0 || line >= height) return add(row, r, x, y);
    if (call !== calls || known !== row) [call, known, plane] = [calls, row, render(row, r)];
    return plane[line * width + column];
  };
}`;

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
let params, rasters, height, width, calls = 0;
function rasterAt(raster, x, y) {
  const column = ((Math.floor(x) % width) + width) % width, line = ((Math.floor(y) % height) + height) % height;
  return raster[line * width + column];
}
${meanOf}
${code}
return (masks, givenParams, stride, givenRasters, givenHeight, givenWidth) => {
  params = givenParams, rasters = givenRasters, height = givenHeight, width = givenWidth;
  calls++;
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
