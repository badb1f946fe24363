import type { Batch, Mixed } from "../batch.ts";
import type { Plan } from "../draw.ts";
import { binary, type Expr, interpret, unary } from "../expr/mod.ts";
import type { Program } from "../lower.ts";
import { mixOnHost, type RenderMasks } from "./host.ts";

/** What an expression reads besides the point at which it is evaluated. */
interface Scene {
  /** The sample's row of the plan. */
  readonly params: Float32Array;
  readonly rasters: readonly Float32Array[];
  readonly height: number;
  readonly width: number;
}

/** The value of an expression at a point. */
type Value = (x: number, y: number, scene: Scene) => number;

function meaningOf(root: Expr): Value {
  const steps: Value[] = [];
  const place = (step: Value) => steps.push(step) - 1;
  const result = interpret<number>({
    lit: (value) => place(() => value),
    param: (slot) => place((_x, _y, { params }) => params[slot]!),
    axis: (axis) => place(axis === "x" ? (x) => x : (_, y) => y),
    unary: (op, a) => place(() => unary[op](table[a]!)),
    binary: (op, a, b) => place(() => binary[op](table[a]!, table[b]!)),
    select: (test, yes, no) => place(() => table[test]! > 0 ? table[yes]! : table[no]!),
    field: (index, x, y) =>
      place((_x, _y, { rasters, height, width }) => {
        const column = wrap(Math.floor(table[x]!), width), row = wrap(Math.floor(table[y]!), height);
        return rasters[table[index]!]![row * width + column]!;
      }),
    choose(index, x, y, bodies) {
      const meanings = bodies.map(meaningOf);
      return place((_x, _y, scene) => meanings[table[index]!]!(table[x]!, table[y]!, scene));
    },
    blur(radius, x, y, body) {
      const inner = meaningOf(body);
      return place((_x, _y, scene) => {
        const r = table[radius]!;
        let sum = 0;
        for (let dy = -r; dy <= r; dy++) {
          for (let dx = -r; dx <= r; dx++) {
            sum += inner(Math.fround(table[x]! + dx), Math.fround(table[y]! + dy), scene);
          }
        }
        return sum / (2 * r + 1) ** 2;
      });
    },
  }, root);
  const table = new Float32Array(steps.length);
  return (x, y, scene) => {
    for (let i = 0; i < table.length; i++) table[i] = steps[i]!(x, y, scene);
    return table[result]!;
  };
}

function wrap(i: number, side: number): number {
  return ((i % side) + side) % side;
}

const renderMasks: RenderMasks = (pass, params, rasters, [samples, height, width]) => {
  const value = meaningOf(pass.mask);
  const masks = new Float32Array(samples * height * width);
  for (let n = 0; n < samples; n++) {
    const scene = { params: params.subarray(n * pass.params, (n + 1) * pass.params), rasters, height, width };
    for (let i = 0; i < height * width; i++) {
      masks[n * height * width + i] = value((i % width) + 0.5, Math.floor(i / width) + 0.5, scene);
    }
  }
  return masks;
};

/**
 * The reference engine: what a program means, pixel by pixel, in plain TypeScript. It is slow and has no dependency;
 * every other engine agrees with it.
 *
 * @param program From {@linkcode lower}.
 * @param plan From {@linkcode draw}, for a batch of this shape.
 * @param batch The batch; it is not changed.
 * @throws {RangeError} If the parts of the batch do not fit together, or the plan was drawn for another shape.
 */
export function reference(program: Program, plan: Plan, batch: Batch): Mixed {
  return mixOnHost(renderMasks, program, plan, batch);
}
