import { type Expr, isHere, reads, slotsOf, visit } from "../../expr/mod.ts";
import { type Dialect, print } from "../print.ts";
import { isUniform } from "./parts.ts";

const infix: Readonly<Record<string, string>> = { add: "+", sub: "-", mul: "*", div: "/" };

/** How many neighbours in a line are worked on at once. */
export type Lanes = 1 | 4;

/** WGSL for `V`, what is known of the neighbours that are worked on at once; of its first number; and of their sum. */
export const lanesSource: Readonly<Record<Lanes, string>> = {
  1: `
alias V = f32;
fn firstOf(v : V) -> f32 { return v; }
fn totalOf(v : V) -> f32 { return v; }`,
  4: `
alias V = vec4<f32>;
fn firstOf(v : V) -> f32 { return v.x; }
fn totalOf(v : V) -> f32 { return (v.x + v.y) + (v.z + v.w); }`,
};

/** WGSL for some numbers that are worked on at once. */
export function vector(numbers: readonly string[]): string {
  return numbers.length === 1 ? numbers[0]! : `V(${numbers.join(", ")})`;
}

/** Statements, one for each of so many numbers. */
export function each(count: number, text: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => text(i)).join("\n    ");
}

/** WGSL for one of the numbers that are worked on at once. */
export function component(name: string, i: number, lanes: Lanes): string {
  return lanes === 1 ? name : `${name}.${"xyzw"[i]}`;
}

/** WGSL with a suffix to the names of what it declares, so that it can be beside other code that declares the same. */
export function suffixed(code: string, suffix: string): string {
  const declared = new Set(
    Array.from(code.matchAll(/\b(?:fn|alias|var<private>)\s+(\w+)/g), ([, name]) => name!),
  );
  return code.replace(/\b[A-Za-z_]\w*/g, (name) => declared.has(name) ? name + suffix : name);
}

/** WGSL for `b + share·(a - b)`; exactly `a` for 1 and `b` for 0, whatever is in the other one. */
export function lerp(name: string, type: "f32" | "V"): string {
  return `
fn ${name}(share : ${type}, a : ${type}, b : ${type}) -> ${type} {
  return select(select(b + share * (a - b), b, share == ${type}(0.0)), a, share == ${type}(1.0));
}`;
}

/**
 * WGSL; drawn numbers are variables of the invocation, named from the first slot that is used. A raster that is read at the
 * pixel itself is not looked for by its point.
 */
const wgsl = (first: number, atPixels: boolean): Dialect => ({
  literal: (value) => `V(${/[.e]/.test(`${value}`) ? value : `${value}.0`})`,
  param: (slot) => `V(p${slot - first})`,
  unary: (op, a) => `${op}(${a})`,
  binary: (op, a, b) => op in infix ? `${a} ${infix[op]} ${b}` : `${op}(${a}, ${b})`,
  select: (test, yes, no) => `select(${no}, ${yes}, ${test} > V(0.0))`,
  field: (index, x, y, whole) =>
    atPixels && whole && x === "x" && y === "y"
      ? `rasterHere(i32(firstOf(${index})))`
      : `rasterAt(i32(${index}), ${x}, ${y})`,
  call: (name, x, y) => `${name}(${x}, ${y})`,
  bind: (name, value) => `let ${name} = ${value};`,
  choose: (name, index, calls) => {
    const cases = calls.map((call, i) =>
      `${i === calls.length - 1 ? "default" : `case ${i}`}: { ${name} = ${call}; }`
    );
    return `var ${name} = V(0.0);\n  switch (i32(firstOf(${index}))) { ${cases.join(" ")} }`;
  },
  blur: (name, radius, x, y, inner) =>
    `var ${name} = V(0.0);
  let ${name}r = i32(firstOf(${radius}));
  for (var dy = -${name}r; dy <= ${name}r; dy++) {
    for (var dx = -${name}r; dx <= ${name}r; dx++) { ${name} += ${inner}(${x} + V(f32(dx)), ${y} + V(f32(dy))); }
  }
  ${name} /= V(f32((2 * ${name}r + 1) * (2 * ${name}r + 1)));`,
  define: (name, statements, result) =>
    `fn ${name}(x : V, y : V) -> V {
  ${statements.join("\n  ")}
  return ${result};
}`,
});

/** An expression in WGSL. */
export interface PrintedWgsl {
  /**
   * Defines `begin(row : i32)`, which loads the drawn numbers that begin at `plan[row]`, and `share(x : V, y : V) -> V`;
   * what `V` is must be said by {@linkcode lanesSource}.
   */
  readonly code: string;
  /** The slot of the first drawn number that is used: add it to where the numbers of a sample begin. */
  readonly first: number;
  /** Whether it reads drawn numbers at all, and whether it reads rasters: what is not used may not be bound. */
  readonly readsPlan: boolean;
  readonly readsRasters: boolean;
  /** Whether neighbours can be worked on at once: they take the same turns, and read rasters at their pixels alone. */
  readonly inFours: boolean;
}

const known = { atPixels: new WeakMap<Expr, PrintedWgsl>(), anywhere: new WeakMap<Expr, PrintedWgsl>() };

/**
 * Prints an expression as WGSL. Expressions that differ only in where their numbers are have the same code.
 *
 * @param atPixels Whether `share` is called by nothing but {@linkcode shareAt}.
 */
export function printWgsl(root: Expr, atPixels = false): PrintedWgsl {
  const printings = known[atPixels ? "atPixels" : "anywhere"], before = printings.get(root);
  if (before !== undefined) return before;
  const slots = slotsOf(root), first = slots[0] ?? 0;
  const { code, entry } = print(wgsl(first, atPixels), root);
  const variables = slots.map((slot) => `var<private> p${slot - first} : f32;`);
  const loads = slots.map((slot) => `p${slot - first} = plan[row + ${slot - first}];`);
  const printed = {
    first,
    readsPlan: slots.length > 0,
    readsRasters: reads(root, "field"),
    inFours: atPixels && worksInFours(root),
    code: `${variables.join("\n")}
${code}
fn begin(row : i32) {
  ${loads.join("\n  ")}
}
fn share(x : V, y : V) -> V { return ${entry}(x, y); }`,
  };
  printings.set(root, printed);
  return printed;
}

function worksInFours(root: Expr): boolean {
  let does = true;
  visit(root, (node) => {
    if (node.op === "choose") {
      does &&= isUniform(node.index) && !node.bodies.some((body) => reads(body, "field"));
    }
    if (node.op === "blur") does &&= isUniform(node.radius) && !reads(node.body, "field");
    if (node.op === "field") does &&= isUniform(node.index) && isHere(node.at);
  });
  return does;
}

/** How many neighbours kernels for images of this width can work on at once. */
export function lanesFor(width: number): Lanes {
  return width % 4 === 0 ? 4 : 1;
}

/** The same where they evaluate these expressions. */
export function lanesOf({ inFours }: PrintedWgsl, width: number): Lanes {
  return inFours ? lanesFor(width) : 1;
}

/** WGSL for `shareAt(line, column)`: the shares at a pixel, and at its neighbours. */
export function shareAt({ readsRasters }: PrintedWgsl, lanes: Lanes): string {
  const centres = lanes === 1 ? "V(0.5)" : "V(0.5, 1.5, 2.5, 3.5)";
  return `fn shareAt(line : i32, column : i32) -> V {
  ${readsRasters ? `here = vec2<i32>(line, column / ${lanes});` : ""}
  return share(V(f32(column)) + ${centres}, V(f32(line) + 0.5));
}`;
}
