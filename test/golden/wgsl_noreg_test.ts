// Taken from nowhere but this code: these goldens only stop silent change. Where a change is meant, write the new text.
import { assertEquals } from "@std/assert";
import { box, choose, flat, lower, mixup, type Recipe, smooth } from "../../mod.ts";
import { mul, param, sub, X } from "../../src/expr/build.ts";
import { printWgsl } from "../../src/engine/webgpu/wgsl/print.ts";
import { recipeOf } from "../table.ts";

const textOf = (recipe: Recipe) => printWgsl(lower(recipe)[0]!.mask, true);

Deno.test("noreg: the WGSL of Mixup's mask", () => {
  assertEquals(textOf(mixup()), {
    first: 0,
    readsPlan: true,
    readsRasters: false,
    inFours: true,
    code: `var<private> p0 : f32;
fn mask0(x : V, y : V) -> V {
  let v0 = V(1.0) - V(p0);
  return v0;
}
fn begin(row : i32) {
  p0 = plan[row + 0];
}
fn share(x : V, y : V) -> V { return mask0(x, y); }`,
  });
});

Deno.test("noreg: the WGSL of a choice of a flat mask and a smoothed box", () => {
  assertEquals(textOf(recipeOf(choose([1, flat()], [1, smooth()(box())]))), {
    first: 0,
    readsPlan: true,
    readsRasters: false,
    inFours: true,
    code: `var<private> p0 : f32;
var<private> p1 : f32;
var<private> p2 : f32;
var<private> p3 : f32;
var<private> p4 : f32;
var<private> p5 : f32;
fn mask0(x : V, y : V) -> V {
  let v0 = V(1.0) - V(p1);
  return v0;
}
fn mask1(x : V, y : V) -> V {
  let v0 = step(V(p2), x);
  let v1 = step(V(p3), x);
  let v2 = v0 - v1;
  let v3 = step(V(p4), y);
  let v4 = step(V(p5), y);
  let v5 = v3 - v4;
  let v6 = v2 * v5;
  let v7 = V(1.0) - v6;
  return v7;
}
fn mask2(x : V, y : V) -> V {
  var v0 = V(0.0);
  let v0r = i32(firstOf(V(p1)));
  for (var dy = -v0r; dy <= v0r; dy++) {
    for (var dx = -v0r; dx <= v0r; dx++) { v0 += mask1(x + V(f32(dx)), y + V(f32(dy))); }
  }
  v0 /= V(f32((2 * v0r + 1) * (2 * v0r + 1)));
  return v0;
}
fn mask3(x : V, y : V) -> V {
  var v0 = V(0.0);
  switch (i32(firstOf(V(p0)))) { case 0: { v0 = mask0(x, y); } default: { v0 = mask2(x, y); } }
  return v0;
}
fn begin(row : i32) {
  p0 = plan[row + 0];
  p1 = plan[row + 1];
  p2 = plan[row + 2];
  p3 = plan[row + 3];
  p4 = plan[row + 4];
  p5 = plan[row + 5];
}
fn share(x : V, y : V) -> V { return mask3(x, y); }`,
  });
});

Deno.test("equal expressions of numbers at other places have the same WGSL", () => {
  const at = (first: number) => printWgsl(sub(param(first), mul(param(first + 2), X)));
  assertEquals(at(5), { ...at(0), first: 5 });
});

Deno.test("a literal of any finite size is a WGSL literal of a float", () => {
  for (const value of [0, -1, 0.5, 1e-7, 1e21, -3e30]) {
    const { code } = printWgsl({ op: "add", a: { op: "lit", value }, b: { op: "x" } });
    const literal = /let v0 = V\((\S+)\) \+ x;/.exec(code)?.[1] ?? "";
    assertEquals(/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(literal) && /[.e]/.test(literal), true, literal);
    assertEquals(Number(literal), value);
  }
});
