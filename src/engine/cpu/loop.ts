import { type Binary, type Expr, interpret } from "../../expr/mod.ts";
import type { Sample, Share } from "../host/host.ts";
import { print } from "../print.ts";
import { added, multiplied, type Polynomial, X } from "./polynomial.ts";
import { bell } from "./bell.ts";
import { binary, choice, helpers, javascript, literal, unary } from "./javascript.ts";

/**
 * Fills `out` with the values of an expression at the pixels of a sample's image and of a margin around it, and gives
 * it; or gives the number that the expression has everywhere.
 */
export type Loop = (out: Float32Array, sample: Sample, inputs: readonly Share[], margin: number) => Share;

/** What a value changes with: nothing, the column, the row, or both. */
const Level = { sample: 0, column: 1, row: 2, pixel: 3 } as const;
type Level = typeof Level[keyof typeof Level];

interface Value {
  readonly code: string;
  readonly level: Level;
  /** The array that keeps what changes with the column, if it holds anything but floats. */
  readonly array?: "Int32Array";
  /** What it is as a polynomial in `x`, if it is one and changes with the column. */
  readonly polynomial?: Polynomial;
  /** The value of a raster: how what is 1 where it is at least a level is written, else 0. */
  above?(level: Value): Value;
}

/** What an operation gives as a polynomial in `x`, if it gives one that changes with the column. */
function combined(op: Binary, a: Value, b: Value): Polynomial | undefined {
  if (!((a.level | b.level) & Level.column)) return undefined;
  const of = (value: Value) =>
    value.level & Level.column ? value.polynomial : { code: value.code, coefficients: [value] };
  const ours = of(a), theirs = of(b);
  if (ours === undefined || theirs === undefined) return undefined;
  if (op === "mul") return multiplied(ours, theirs);
  return op === "add" ? added(ours, theirs, "+") : op === "sub" ? added(ours, theirs, "-") : undefined;
}

/** What a loop reads besides parameters: from slot `first` on, a plane or the number that is everywhere in its place. */
export interface Inputs {
  readonly first: number;
  readonly planes: readonly boolean[];
}

/**
 * Compiles an expression to loops. What does not change with the pixel is computed outside of the inner loop: once for a
 * sample, for each column, or for each row.
 */
export function compileLoop(root: Expr, { first, planes }: Inputs): Loop {
  const bound = new Map<string, { readonly level: Level; readonly code: string }>();
  /** The arrays for a line of values, and the values among them that do not change from line to line. */
  const tables = new Map<string, string>(), columns = new Set<string>();
  const functions: string[] = [];
  let names = 0;

  const bind = (level: Level, code: string, array?: "Int32Array"): Value => {
    const name = `v${names++}`;
    bound.set(name, { level, code });
    return { code: name, level, array };
  };
  /** How a value is written where another level is computed: from a table, if it was computed for each column before. */
  const read = ({ code, level, array = undefined }: Value, there: Level): string => {
    if (level !== Level.column || there !== Level.pixel) return code;
    tables.set(code, array ?? "Float32Array");
    columns.add(code);
    return `${code}s[i]`;
  };
  const table = (array: string): string => {
    const name = `v${names++}`;
    tables.set(name, array);
    return `${name}s`;
  };
  const compute = (operands: readonly Value[], write: (...codes: string[]) => string): Value => {
    const level = operands.reduce<number>((join, operand) => join | operand.level, 0) as Level;
    return bind(level, write(...operands.map((operand) => read(operand, level))));
  };
  const pointFunction = (body: Expr): string => {
    const { code, entry } = print(javascript, body);
    return `f${functions.push(`(() => { ${code}\n return ${entry}; })()`) - 1}`;
  };
  const wrapped = (at: Value, side: string, times = "") =>
    bind(at.level, `wrap(${read(at, at.level)}, ${side})${times}`, "Int32Array");

  const result = interpret<Value>({
    lit: (value) => ({ code: literal(Math.fround(value)), level: Level.sample }),
    param(slot) {
      if (slot < first) return bind(Level.sample, `params[row + ${slot}]`);
      const input = slot - first;
      return planes[input] ? bind(Level.pixel, `p${input}[k]`) : { code: `p${input}`, level: Level.sample };
    },
    axis: (axis) =>
      axis === "x" ? { code: axis, level: Level.column, polynomial: X } : { code: axis, level: Level.row },
    unary(op, a) {
      if (op !== "exp" || a.level !== Level.pixel || a.polynomial === undefined) {
        return compute([a], (a) => unary(op, a!));
      }
      const { code, coefficients: [alone, b, c] } = a.polynomial;
      const shares = table("Float64Array"), level = (b!.level | (c?.level ?? 0)) as Level;
      const peak = bind(level, `bell(${shares}, across, 0.5 - margin, ${b!.code}, ${c?.code ?? 0})`);
      const highest = bind((level | alone!.level) as Level, `((x) => exp(${code}))(${peak.code})`);
      return bind(Level.pixel, `${shares}[i] * ${highest.code}`);
    },
    binary(op, a, b) {
      if (op === "step" && a.level === Level.sample && b.above !== undefined) return b.above(a);
      return { ...compute([a, b], (a, b) => binary(op, a!, b!)), polynomial: combined(op, a, b) };
    },
    select: (test, yes, no) => compute([test, yes, no], (test, yes, no) => `${test} > 0 ? ${yes} : ${no}`),
    field(index, x, y) {
      const column = wrapped(x, "width"), line = wrapped(y, "height", " * width");
      const value = (raster: Value) =>
        compute([raster, line, column], (raster, line, column) => `${raster}[${line} + ${column}]`);
      const code = `rasters.values(${read(index, Level.pixel)})`;
      if (index.level !== Level.sample) return value({ code, level: Level.pixel });
      return {
        ...value(bind(Level.sample, code)),
        above: (level) => value(bind(Level.sample, `rasters.above(${index.code}, ${level.code})`)),
      };
    },
    choose: (index, x, y, bodies) =>
      compute(
        [index, x, y],
        (index, x, y) => choice(index!, bodies.map((body) => `${pointFunction(body)}(row, ${x}, ${y})`)),
      ),
    blur: (radius, x, y, body) =>
      compute(
        [radius, x, y],
        (radius, x, y) => `meanAround(${pointFunction(body)}, row, ${radius}, ${x}, ${y})`,
      ),
  }, root);

  const share = read(result, Level.pixel);
  // What stands for a raster or an exponent leaves that unread, and making or reading it would cost time.
  const needed = new Set(["x"]);
  const need = (code: string) => {
    for (const [name] of code.matchAll(/\bv\d+/g)) {
      if (needed.has(name)) continue;
      needed.add(name);
      need(bound.get(name)?.code ?? "");
    }
  };
  need(share);
  const lines = (level: Level) =>
    [...bound].filter(([name, value]) => value.level === level && needed.has(name))
      .map(([name, { code }]) => `const ${name} = ${code};`).join("\n    ");
  const arrays = [...tables].filter(([name]) => needed.has(name));
  const pixels = `${lines(Level.pixel)}\n      out[k] = ${share};`;
  const ofRows = [...bound].filter(([, { level }]) => level === Level.row).map(([name]) => name);
  const changing = changesWith(pixels, ofRows, [...columns].map((name) => `${name}s`));
  return new Function(
    ...Object.keys({ ...helpers, bell }),
    `"use strict";
let params, rasters, height, width;
${arrays.map(([name, array]) => `let ${name}Table = new ${array}(0);`).join("\n")}
${functions.map((code, i) => `const f${i} = ${code};`).join("\n")}
return (out, sample, inputs, margin) => {
  ({ params, rasters, height, width } = sample);
  const { row } = sample, across = width + 2 * margin, down = height + 2 * margin;
  ${planes.map((_, i) => `const p${i} = inputs[${i}];`).join("\n  ")}
  ${
      arrays.map(([name, array]) =>
        `if (${name}Table.length < across) ${name}Table = new ${array}(across);
  const ${name}s = ${name}Table;`
      ).join("\n  ")
    }
  ${lines(Level.sample)}
  ${
      result.level === Level.sample ? `return ${share};` : `for (let i = 0; i < across; i++) {
    const x = i - margin + 0.5;
    ${lines(Level.column)}
    ${[...columns].filter((name) => needed.has(name)).map((name) => `${name}s[i] = ${name};`).join(" ")}
  }
  ${changing?.map((name) => `let ${name}Above = 0;`).join(" ") ?? ""}
  for (let j = 0, k = 0; j < down; j++) {
    const y = j - margin + 0.5;
    ${lines(Level.row)}
    ${
        changing === undefined
          ? ""
          : `if (${["j > 0", ...changing.map((name) => `${name} === ${name}Above`)].join(" && ")}) {
      out.copyWithin(k, k - across, k);
      k += across;
      continue;
    }
    ${changing.map((name) => `${name}Above = ${name};`).join(" ")}`
      }
    for (let i = 0; i < across; i++, k++) {
      ${pixels}
    }
  }
  return out;`
    }
};`,
  )(...Object.values({ ...helpers, bell })) as Loop;
}

/**
 * The values of a row that the code for a pixel reads, where it reads nothing else that differs between rows: rows of the
 * same values are the same.
 */
function changesWith(
  pixels: string,
  ofRows: readonly string[],
  ofColumns: readonly string[],
): readonly string[] | undefined {
  const arrays = [...pixels.matchAll(/(\w+)\[/g)].map(([, name]) => name!);
  if (/\by\b/.test(pixels) || arrays.some((name) => name !== "out" && !ofColumns.includes(name))) {
    return undefined;
  }
  return ofRows.filter((name) => new RegExp(`\\b${name}\\b`).test(pixels));
}
