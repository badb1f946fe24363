import type { NetworkOptions } from "../nn/mod.ts";
import type { Dataset, Samples } from "../data/mod.ts";

/** The facts that a network needs of the images it learned from, to be asked about others. */
export interface ModelData extends Pick<NetworkOptions, "size" | "channels" | "mean" | "std"> {
  readonly classNames: readonly string[];
}

/** Returns the facts that a network needs of the data set it learns from. */
export function modelDataOf(
  { height, width, channels, classNames, mean, std }: Dataset<Samples>,
): ModelData {
  return { size: [height, width], channels, classNames, mean, std };
}
