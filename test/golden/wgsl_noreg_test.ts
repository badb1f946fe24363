// Taken from nowhere but this code: these goldens only stop silent change. Where a change is meant, write the new text.
import { assertEquals } from "@std/assert";
import { box, choose, flat, lower, mixup, type Recipe, smooth } from "../../mod.ts";
import { printWgsl } from "../../src/engine/webgpu/wgsl.ts";
import { recipeOf } from "../table.ts";

const textOf = (recipe: Recipe) => printWgsl(lower(recipe)[0]!.mask);

Deno.test("noreg: the WGSL of Mixup's mask", () => {
  assertEquals(textOf(mixup()), {
    entry: "mask0",
    code: `fn mask0(row : i32, x : f32, y : f32) -> f32 {
  let v0 = 1.0 - params[row + 0];
  return v0;
}`,
  });
});

Deno.test("noreg: the WGSL of a choice of a flat mask and a smoothed box", () => {
  assertEquals(textOf(recipeOf(choose([1, flat()], [1, smooth()(box())]))), {
    entry: "mask3",
    code: `fn mask0(row : i32, x : f32, y : f32) -> f32 {
  let v0 = 1.0 - params[row + 1];
  return v0;
}
fn mask1(row : i32, x : f32, y : f32) -> f32 {
  let v0 = step(params[row + 2], x);
  let v1 = step(params[row + 3], x);
  let v2 = v0 - v1;
  let v3 = step(params[row + 4], y);
  let v4 = step(params[row + 5], y);
  let v5 = v3 - v4;
  let v6 = v2 * v5;
  let v7 = 1.0 - v6;
  return v7;
}
fn mask2(row : i32, x : f32, y : f32) -> f32 {
  var v0 = 0.0;
  let v0r = i32(params[row + 1]);
  for (var dy = -v0r; dy <= v0r; dy++) {
    for (var dx = -v0r; dx <= v0r; dx++) { v0 += mask1(row, x + f32(dx), y + f32(dy)); }
  }
  v0 /= f32((2 * v0r + 1) * (2 * v0r + 1));
  return v0;
}
fn mask3(row : i32, x : f32, y : f32) -> f32 {
  var v0 = 0.0;
  switch (i32(params[row + 0])) { case 0: { v0 = mask0(row, x, y); } default: { v0 = mask2(row, x, y); } }
  return v0;
}`,
  });
});

Deno.test("a literal of any finite size is a WGSL literal of a float", () => {
  for (const value of [0, -1, 0.5, 1e-7, 1e21, -3e30]) {
    const { code } = printWgsl({ op: "add", a: { op: "lit", value }, b: { op: "x" } });
    const literal = /let v0 = (\S+) \+ x;/.exec(code)?.[1] ?? "";
    assertEquals(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(literal) && /[.e]/.test(literal), true, literal);
    assertEquals(Number(literal), value);
  }
});
