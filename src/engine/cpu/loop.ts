import { type Expr, interpret } from "../../expr/mod.ts";
import type { Sample, Share } from "./sample.ts";
import { print } from "../print.ts";
import { bell } from "./bell.ts";
import { binary, choice, helpers, javascript, literal, unary } from "./javascript.ts";
import { printLoop } from "./print_loop.ts";
import { axes, combined, constant, type Kept, Level, type Value, type Written } from "./value.ts";
import type { Workspace } from "./workspace.ts";

/**
 * Fills an array of the workspace with the values of an expression at the pixels of a sample's image and of a margin
 * around it, and gives it; or gives the number that the expression has everywhere.
 */
export type Loop = (sample: Sample, space: Workspace, inputs: readonly Share[], margin: number) => Share;

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
  const values: Value[] = [], lines = new Map<Value, Value>(), functions: string[] = [];
  const bind = (written: Written, also: Partial<Value> = {}): Value => {
    const value = { ...also, ...written, code: `v${values.length}`, is: written.code };
    values.push(value);
    return value;
  };
  /** Room for a line of values. */
  const line = (kept: Kept, filled?: Value): Value =>
    bind(
      { code: `space.${kept}(across)`, level: Level.sample, needs: filled === undefined ? [] : [filled] },
      filled && { filled },
    );
  /** A value where another level is computed: in a line, if it was computed for each column before. */
  const at = (value: Value, there: Level): Value => {
    if (value.level !== Level.column || there !== Level.pixel) return value;
    const kept = lines.get(value) ?? line(value.kept ?? "floats", value);
    lines.set(value, kept);
    return { code: `${kept.code}[i]`, level: Level.pixel, needs: [kept] };
  };
  const compute = (
    operands: readonly Value[],
    write: (...codes: string[]) => string,
    also: Partial<Value> = {},
  ): Value => {
    const level = operands.reduce<number>((join, operand) => join | operand.level, 0) as Level;
    const needs = operands.map((operand) => at(operand, level));
    return bind({ code: write(...needs.map(({ code }) => code)), level, needs }, also);
  };
  const pointFunction = (body: Expr): string => {
    const { code, entry } = print(javascript, body);
    return `f${functions.push(`(() => { ${code}\n return ${entry}; })()`) - 1}`;
  };

  const result = interpret<Value>({
    lit: (value) => constant(literal(Math.fround(value))),
    param(slot) {
      const input = slot - first;
      if (input < 0) return bind(constant(`numbers[${slot}]`));
      return planes[input]
        ? bind({ code: `p${input}[k]`, level: Level.pixel, needs: [] }, { differs: true })
        : constant(`p${input}`);
    },
    axis: (axis) => axes[axis],
    unary(op, a) {
      if (op !== "exp" || a.level !== Level.pixel || a.polynomial === undefined) {
        return compute([a], (a) => unary(op, a!));
      }
      const { code, needs, coefficients: [alone, b, c = constant("0")] } = a.polynomial;
      const shares = line("doubles");
      const peak = bind({
        code: `bell(${shares.code}, across, 0.5 - margin, ${b!.code}, ${c.code})`,
        level: (b!.level | c.level) as Level,
        needs: [shares, ...b!.needs, ...c.needs],
      });
      const highest = bind({
        code: `((x) => exp(${code}))(${peak.code})`,
        level: (peak.level | alone!.level) as Level,
        needs: [peak, ...needs],
      });
      return bind(
        { code: `${shares.code}[i] * ${highest.code}`, level: Level.pixel, needs: [shares, highest] },
        { differs: true },
      );
    },
    binary(op, a, b) {
      if (op === "step" && a.level === Level.sample && b.above !== undefined) return b.above(a);
      return compute([a, b], (a, b) => binary(op, a!, b!), { polynomial: combined(op, a, b) });
    },
    select: (test, yes, no) => compute([test, yes, no], (test, yes, no) => `${test} > 0 ? ${yes} : ${no}`),
    field(index, x, y) {
      const column = compute([x], (x) => `wrap(${x}, width)`, { kept: "integers" });
      const row = compute([y], (y) => `wrap(${y}, height) * width`, { kept: "integers" });
      const value = (raster: Value, also: Partial<Value> = {}) => {
        const read = compute(
          [raster, row, column],
          (raster, row, column) => `${raster}[${row} + ${column}]`,
          {
            ...also,
            differs: true,
          },
        );
        return read;
      };
      const raster = compute([index], (index) => `rasters.values(${index})`);
      if (index.level !== Level.sample) return value(raster);
      return value(raster, {
        above: (level) =>
          value(compute([index, level], (index, level) => `rasters.above(${index}, ${level})`)),
      });
    },
    choose: (index, x, y, bodies) =>
      compute(
        [index, x, y],
        (index, x, y) => choice(index!, bodies.map((body) => `${pointFunction(body)}(${x}, ${y})`)),
      ),
    blur: (radius, x, y, body) =>
      compute(
        [radius, x, y],
        (radius, x, y) => `meanAround(${pointFunction(body)}, ${radius}, ${x}, ${y})`,
      ),
  }, root);

  const code = printLoop(at(result, Level.pixel), result.level === Level.sample, values, functions, planes);
  const names = { ...helpers, bell };
  return new Function(...Object.keys(names), code)(...Object.values(names)) as Loop;
}
