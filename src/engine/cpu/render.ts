import { type Expr, interpret, isHere, param } from "../../expr/mod.ts";
import type { Sample, Share } from "../host/host.ts";
import { compileLoop, type Loop } from "./loop.ts";
import { simplify } from "./simplify.ts";
import { windowMean } from "./window_mean.ts";

/** Evaluates an expression at the pixels of a sample's image and of a margin around it. */
export type Render = (sample: Sample, margin: number) => Share;

/**
 * Makes a function that renders an expression, whose parameters are the slots before `first`.
 *
 * A sample is rendered by the code that its own numbers need. Whatever is chosen for the whole sample (a branch, a
 * window) is chosen once, and only that is rendered; the rest are loops, compiled for each pattern of parameters that are
 * 0 or 1 and so leave nothing to compute.
 */
export function renderer(root: Expr, first: number): Render {
  const parts: Render[] = [];
  const known = new Map<Expr, Expr>();
  /** Cuts an expression where a choice or a window is the sample's own: these become inputs of a loop. */
  const cut = (e: Expr): Expr => {
    const done = known.get(e);
    if (done !== undefined) return done;
    const part = e.op === "choose" && isHere(e.at) && isFixed(e.index)
      ? chosen(e.index, e.bodies, first)
      : e.op === "blur" && isHere(e.at) && isFixed(e.radius)
      ? averaged(e.radius, e.body, first)
      : undefined;
    const left = part === undefined ? mapOperands(e, cut) : param(first + parts.push(part) - 1);
    known.set(e, left);
    return left;
  };
  const rest = cut(root);
  return rest.op === "param" && rest.slot === first ? parts[0]! : looped(rest, first, parts);
}

/** Whether an expression is the same at every point. */
function isFixed(root: Expr): boolean {
  const both = (...all: readonly boolean[]) => all.every((one) => one);
  return interpret<boolean>({
    lit: () => true,
    param: () => true,
    axis: () => false,
    unary: (_, a) => a,
    binary: (_, a, b) => both(a, b),
    select: both,
    field: both,
    choose: (index, x, y) => both(index, x, y),
    blur: (radius, x, y) => both(radius, x, y),
  }, root);
}

/** A node with other operands; bodies are left as they are. */
function mapOperands(e: Expr, change: (operand: Expr) => Expr): Expr {
  switch (e.op) {
    case "lit":
    case "param":
    case "x":
    case "y":
      return e;
    case "select":
      return { op: e.op, test: change(e.test), yes: change(e.yes), no: change(e.no) };
    case "field":
      return { op: e.op, index: change(e.index), at: { x: change(e.at.x), y: change(e.at.y) } };
    case "choose":
      return { ...e, index: change(e.index), at: { x: change(e.at.x), y: change(e.at.y) } };
    case "blur":
      return { ...e, radius: change(e.radius), at: { x: change(e.at.x), y: change(e.at.y) } };
    case "abs":
    case "floor":
    case "sqrt":
    case "exp":
      return { op: e.op, a: change(e.a) };
    default:
      return { op: e.op, a: change(e.a), b: change(e.b) };
  }
}

/** The number that an expression has for a sample. */
function fixed(e: Expr, first: number): (sample: Sample) => number {
  if (e.op === "param") return ({ params, row }) => params[row + e.slot]!;
  const render = renderer(e, first);
  return (sample) => render(sample, 0) as number;
}

function chosen(index: Expr, bodies: readonly Expr[], first: number): Render {
  const number = fixed(index, first), options: (Render | undefined)[] = [];
  return (sample, margin) => {
    const i = Math.min(number(sample), bodies.length - 1);
    return (options[i] ??= renderer(bodies[i]!, first))(sample, margin);
  };
}

function averaged(radius: Expr, body: Expr, first: number): Render {
  const number = fixed(radius, first), inner = renderer(body, first);
  let lines = new Float64Array(0), out = new Float32Array(0);
  return (sample, margin) => {
    const r = number(sample), share = inner(sample, margin + r);
    if (r === 0 || typeof share === "number") return share;
    const height = sample.height + 2 * margin, width = sample.width + 2 * margin;
    if (lines.length < (height + 2 * r) * width) lines = new Float64Array((height + 2 * r) * width);
    if (out.length < height * width) out = new Float32Array(height * width);
    windowMean(share, r, height, width, lines, out);
    return out;
  };
}

/** What was compiled for a pattern of zeros and ones: a loop, a number, or the input that is left of the expression. */
type Variant = Loop | number | { readonly input: number };

/** More patterns than this are not worth their code: what is beyond is rendered by code that knows only its planes. */
const MOST_VARIANTS = 64;

function looped(expr: Expr, first: number, parts: readonly Render[]): Render {
  const slots = switches(expr, first), variants = new Map<number, Variant>();
  const inputs: Share[] = parts.map(() => 0);
  let out = new Float32Array(0);
  const make = (sample: Sample, knowing: boolean): Variant => {
    const rest = simplify(expr, (slot) => {
      if (!knowing || slot < first && !slots.includes(slot)) return undefined;
      const value = slot < first ? sample.params[sample.row + slot] : inputs[slot - first];
      return value === 0 || value === 1 ? value : undefined;
    });
    if (rest.op === "lit") return Math.fround(rest.value);
    if (rest.op === "param" && rest.slot >= first) return { input: rest.slot - first };
    return compileLoop(rest, { first, planes: inputs.map((input) => typeof input !== "number") });
  };
  const variantOf = (sample: Sample): Variant => {
    let planes = 0, pattern = 0;
    for (let i = 0; i < inputs.length; i++) {
      const input = inputs[i]!;
      planes = 2 * planes + (typeof input === "number" ? 0 : 1);
      pattern = 3 * pattern + (input === 0 ? 0 : input === 1 ? 1 : 2);
    }
    for (let i = 0; i < slots.length; i++) {
      const value = sample.params[sample.row + slots[i]!]!;
      pattern = 3 * pattern + (value === 0 ? 0 : value === 1 ? 1 : 2);
    }
    const special = 1 + planes + 2 ** parts.length * pattern;
    const known = variants.get(special) ?? variants.get(-1 - planes);
    if (known !== undefined) return known;
    const knowing = variants.size < MOST_VARIANTS;
    const made = make(sample, knowing);
    variants.set(knowing ? special : -1 - planes, made);
    return made;
  };
  return (sample, margin) => {
    for (let i = 0; i < parts.length; i++) inputs[i] = parts[i]!(sample, margin);
    const variant = variantOf(sample);
    if (typeof variant === "number") return variant;
    if (typeof variant === "object") return inputs[variant.input]!;
    const pixels = (sample.height + 2 * margin) * (sample.width + 2 * margin);
    if (out.length < pixels) out = new Float32Array(pixels);
    return variant(out, sample, inputs, margin);
  };
}

/** As many as keep the number of a pattern exact. */
const MOST_SWITCHES = 12;

/** The parameters that leave something idle if they are 0 or 1: factors, tests, numbers of a choice, radii. */
function switches(root: Expr, first: number): readonly number[] {
  const found = new Set<number>(), seen = new Set<Expr>();
  const note = (e: Expr) => e.op === "param" && e.slot < first && found.add(e.slot);
  const visit = (e: Expr): Expr => {
    if (seen.has(e)) return e;
    seen.add(e);
    if (e.op === "mul") [e.a, e.b].forEach(note);
    if (e.op === "select") note(e.test);
    if (e.op === "choose") note(e.index), e.bodies.forEach(visit);
    if (e.op === "blur") note(e.radius), visit(e.body);
    return mapOperands(e, visit);
  };
  visit(root);
  return [...found].slice(0, MOST_SWITCHES);
}
