import type { NetworkOptions } from "../nn/mod.ts";
import type { Dataset, Samples } from "../data/mod.ts";

/** What a network must know of the images it learned from, to be asked about others. */
export interface ModelData extends Pick<NetworkOptions, "size" | "channels" | "mean" | "std"> {
  readonly classNames: readonly string[];
}

/** What a network that learns from a data set must know of it. */
export function modelDataOf(
  { height, width, channels, classNames, mean, std }: Dataset<Samples>,
): ModelData {
  return { size: [height, width], channels, classNames, mean, std };
}
