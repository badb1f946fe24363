import { Level, type Value } from "./value.ts";

/**
 * Prints the loops that compute a value at every pixel, as the body of a function that gives a `Loop`. A value that nothing
 * needs is left out: V8 does not leave out a read of a typed array.
 *
 * @param share The value at a pixel.
 * @param isNumber Whether it is the same at all pixels.
 * @param values All that have names, each after what it needs.
 * @param functions Functions of a point that they call, `f0`, `f1`, …
 * @param planes Which inputs are planes.
 */
export function printLoop(
  share: Value,
  isNumber: boolean,
  values: readonly Value[],
  functions: readonly string[],
  planes: readonly boolean[],
): string {
  const needed = new Set<Value>();
  const need = (value: Value) => {
    if (needed.has(value)) return;
    needed.add(value);
    value.needs.forEach(need);
  };
  need(share);
  const used = values.filter((value) => needed.has(value));
  const statements = (level: Level) =>
    used.filter((value) => value.level === level).map(({ code, is }) => `const ${code} = ${is};`).join(
      "\n    ",
    );
  const changing = rowsOf([share, ...used.filter(({ level }) => level === Level.pixel)]);
  return `"use strict";
let numbers, rasters, height, width;
${functions.map((code, i) => `const f${i} = ${code};`).join("\n")}
return (sample, space, inputs, margin) => {
  ({ numbers, rasters, height, width } = sample);
  const across = width + 2 * margin, down = height + 2 * margin;
  ${planes.map((_, i) => `const p${i} = inputs[${i}];`).join("\n  ")}
  ${statements(Level.sample)}
  ${
    isNumber ? `return ${share.code};` : `const out = space.floats(across * down);
  for (let i = 0; i < across; i++) {
    const x = i - margin + 0.5;
    ${statements(Level.column)}
    ${used.map(({ code, filled }) => filled ? `${code}[i] = ${filled.code};` : "").join(" ")}
  }
  ${changing?.map((name) => `let ${name}Above = 0;`).join(" ") ?? ""}
  for (let j = 0, k = 0; j < down; j++) {
    const y = j - margin + 0.5;
    ${statements(Level.row)}
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
      ${statements(Level.pixel)}
      out[k] = ${share.code};
    }
  }
  return out;`
  }
};`;
}

/** The values of a row that pixels need, if rows that do not differ in these are the same. */
function rowsOf(pixels: readonly Value[]): readonly string[] | undefined {
  const rows = pixels.flatMap(({ level, needs }) => level === Level.row ? [] : needs)
    .concat(pixels.filter(({ level }) => level === Level.row)).filter(({ level }) => level === Level.row);
  if (pixels.some(({ differs }) => differs) || rows.some(({ differs }) => differs)) return undefined;
  return [...new Set(rows.map(({ code }) => code))];
}
