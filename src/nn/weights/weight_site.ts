import type { Variable } from "@tensorflow/tfjs";

/** Where a variable of a network stands in a PyTorch state dict. */
export interface WeightSite {
  /** The variable. */
  readonly variable: Variable;
  /** Its name there. With several, each row of the variable has a name of its own. */
  readonly names: readonly string[];
  /** The axes of the variable, or of one of its rows, in the order that they have there. */
  readonly axes: readonly number[];
}

/** Filters are `[side, side, in, out]` here, and `[out, in, side, side]` there. */
export const filterAxes: readonly number[] = [3, 2, 0, 1];

/** The matrix of a fully connected layer is `[in, out]` here, and `[out, in]` there. */
export const matrixAxes: readonly number[] = [1, 0];

/** A list of numbers is one here and there. */
export const vectorAxes: readonly number[] = [0];

/** The shape of a variable, or of one of its rows if they have names of their own. */
export function rowShape({ variable: { shape }, names }: WeightSite): readonly number[] {
  return names.length === 1 ? shape : shape.slice(1);
}

/** The shape that it has in a state dict. */
export function storedShape(site: WeightSite): readonly number[] {
  const shape = rowShape(site);
  return site.axes.map((axis) => shape[axis]!);
}
