import { type Expr, isHere, isUniform, reads, slotsOf, visit } from "../../../expr/mod.ts";
import { type Dialect, print } from "../../print.ts";

const infix: Readonly<Record<string, string>> = { add: "+", sub: "-", mul: "*", div: "/" };

/** How many neighbours in a line are worked on at once. */
export type Lanes = 1 | 4;

/**
 * WGSL for `V`, what is known of the neighbours that are worked on at once; of its first number; and of their sum.
 *
 * @param suffix Ends all names, where several kinds of `V` are beside each other.
 */
export function lanesSource(lanes: Lanes, suffix = ""): string {
  const V = `V${suffix}`;
  return `
alias ${V} = ${lanes === 1 ? "f32" : "vec4<f32>"};
fn firstOf${suffix}(v : ${V}) -> f32 { return ${lanes === 1 ? "v" : "v.x"}; }
fn totalOf${suffix}(v : ${V}) -> f32 { return ${lanes === 1 ? "v" : "(v.x + v.y) + (v.z + v.w)"}; }`;
}

/** WGSL for some numbers that are worked on at once. */
export function vector(numbers: readonly string[]): string {
  return numbers.length === 1 ? numbers[0]! : `V(${numbers.join(", ")})`;
}

/** WGSL for one of the numbers that are worked on at once. */
export function component(name: string, i: number, lanes: Lanes): string {
  return lanes === 1 ? name : `${name}.${"xyzw"[i]}`;
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
function wgsl(first: number, atPixels: boolean, suffix: string): Dialect {
  const V = `V${suffix}`, number = (value: string) => `i32(firstOf${suffix}(${value}))`;
  return {
    literal: (value) => `${V}(${/[.e]/.test(`${value}`) ? value : `${value}.0`})`,
    param: (slot) => `${V}(p${slot - first}${suffix})`,
    unary: (op, a) => `${op}(${a})`,
    binary: (op, a, b) => op in infix ? `${a} ${infix[op]} ${b}` : `${op}(${a}, ${b})`,
    select: (test, yes, no) => `select(${no}, ${yes}, ${test} > ${V}(0.0))`,
    field: (index, x, y, whole) =>
      atPixels && whole && x === "x" && y === "y"
        ? `rasterHere${suffix}(${number(index)})`
        : `rasterAt${suffix}(i32(${index}), ${x}, ${y})`,
    call: (name, x, y) => `${name}(${x}, ${y})`,
    bind: (name, value) => `let ${name} = ${value};`,
    choose: (name, index, calls) => {
      const cases = calls.map((call, i) =>
        `${i === calls.length - 1 ? "default" : `case ${i}`}: { ${name} = ${call}; }`
      );
      return `var ${name} = ${V}(0.0);\n  switch (${number(index)}) { ${cases.join(" ")} }`;
    },
    blur: (name, radius, x, y, inner) =>
      `var ${name} = ${V}(0.0);
  let ${name}r = ${number(radius)};
  for (var dy = -${name}r; dy <= ${name}r; dy++) {
    for (var dx = -${name}r; dx <= ${name}r; dx++) { ${name} += ${inner}(${x} + ${V}(f32(dx)), ${y} + ${V}(f32(dy))); }
  }
  ${name} /= ${V}(f32((2 * ${name}r + 1) * (2 * ${name}r + 1)));`,
    name: (i) => `mask${i}${suffix}`,
    define: (name, statements, result) =>
      `fn ${name}(x : ${V}, y : ${V}) -> ${V} {
  ${statements.join("\n  ")}
  return ${result};
}`,
  };
}

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
  const slots = slotsOf(root);
  const printed = {
    first: slots[0] ?? 0,
    readsPlan: slots.length > 0,
    readsRasters: reads(root, "field"),
    inFours: atPixels && worksInFours(root),
    code: codeOf(root, atPixels),
  };
  printings.set(root, printed);
  return printed;
}

/** The code of {@linkcode printWgsl}; a suffix ends all names, so that it can be beside other code of the same names. */
export function codeOf(root: Expr, atPixels: boolean, suffix = ""): string {
  const slots = slotsOf(root), first = slots[0] ?? 0, V = `V${suffix}`;
  const { code, entry } = print(wgsl(first, atPixels, suffix), root);
  const name = (slot: number) => `p${slot - first}${suffix}`;
  return `${slots.map((slot) => `var<private> ${name(slot)} : f32;`).join("\n")}
${code}
fn begin${suffix}(row : i32) {
  ${slots.map((slot) => `${name(slot)} = plan[row + ${slot - first}];`).join("\n  ")}
}
fn share${suffix}(x : ${V}, y : ${V}) -> ${V} { return ${entry}(x, y); }`;
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
export function shareAt({ readsRasters }: PrintedWgsl, lanes: Lanes, suffix = ""): string {
  const V = `V${suffix}`, centres = lanes === 1 ? `${V}(0.5)` : `${V}(0.5, 1.5, 2.5, 3.5)`;
  return `fn shareAt${suffix}(line : i32, column : i32) -> ${V} {
  ${readsRasters ? `here${suffix} = vec2<i32>(line, column / ${lanes});` : ""}
  return share${suffix}(${V}(f32(column)) + ${centres}, ${V}(f32(line) + 0.5));
}`;
}
