import type { Expr } from "../../expr/mod.ts";
import { type Pass, type Residual, skeletonOf, specialize, variantOf } from "../../program/mod.ts";
import type { Sample, Share } from "./sample.ts";
import { compileLoop, type Loop } from "./loop.ts";
import { windowMean } from "./window_mean.ts";
import type { Workspace } from "./workspace.ts";

/** Evaluates the merged mask of a sample. */
export function render({ mask }: Pass, sample: Sample, space: Workspace): Share {
  space.reset();
  return shareOf(specialize(mask, sample.numbers), sample, space, 0);
}

/** Runs what is left of an expression at the pixels of a sample's image and of a margin around it. */
function shareOf(left: Residual, sample: Sample, space: Workspace, margin: number): Share {
  const { rasters, height, width } = sample;
  switch (left.kind) {
    case "number":
      return left.value;
    case "raster":
      return margin === 0 ? rasters.values(left.raster) : pixelsOf(left.body, sample, space, margin);
    case "threshold":
      return margin === 0
        ? rasters.above(left.raster, left.level)
        : pixelsOf(left.body, sample, space, margin);
    case "window": {
      const { radius, of } = left, values = shareOf(of, sample, space, margin + radius);
      return typeof values === "number"
        ? values
        : windowMean(values, radius, height + 2 * margin, width + 2 * margin, space);
    }
    case "pixels":
      return pixelsOf(left.body, sample, space, margin);
  }
}

/** Evaluates an expression pixel by pixel, once its parts are made. */
function pixelsOf(body: Expr, sample: Sample, space: Workspace, margin: number): Share {
  const { numbers } = sample, skeleton = skeletonOf(body, numbers.length), { first, parts } = skeleton;
  const inputs = parts.map((part) => shareOf(specialize(part, numbers), sample, space, margin));
  const numberOf = (slot: number): number => {
    if (slot < first) return numbers[slot]!;
    const input = inputs[slot - first]!;
    return typeof input === "number" ? input : NaN;
  };
  const left = variantOf(skeleton, numberOf);
  if (left.op === "lit") return left.value;
  if (left.op === "param" && left.slot >= first) return inputs[left.slot - first]!;
  return loopOf(left, first, inputs)(sample, space, inputs, margin);
}

const loops = new WeakMap<Expr, Map<number, Loop>>();

/** The loop for an expression, compiled once for inputs of the same kinds. */
function loopOf(expr: Expr, first: number, inputs: readonly Share[]): Loop {
  const known = loops.get(expr) ?? new Map<number, Loop>();
  const planes = inputs.reduce<number>((bits, input) => 2 * bits + (typeof input === "number" ? 0 : 1), 0);
  const made = known.get(planes) ??
    compileLoop(expr, { first, planes: inputs.map((input) => typeof input !== "number") });
  if (known.size === 0) loops.set(expr, known);
  known.set(planes, made);
  return made;
}
