import type { ConvShape } from "./conv_shape.ts";
import type { Convolution } from "./convolution.ts";

/** Whose kernel computes a pass: one of this package, or that of tfjs. */
export type Maker = "own" | "tfjs";

/** A pass of a convolution. */
export type Pass = keyof Convolution;

/** The passes, in the order in which they are computed. */
export const passes: readonly Pass[] = ["forward", "inputGradient", "filterGradient"];

/** Whose kernels compute the passes of a convolution. */
export type Makers = Readonly<Record<Pass, Maker>>;

/** Whose kernels compute which convolutions, by {@linkcode convName}. */
export type KernelChoice = Readonly<Record<string, Makers>>;

/** Names a convolution, whatever the batch: `32x32x64, 3x3 to 128, stride 2, padding 1, groups 1`. */
export function convName(
  { height, width, inChannels, outChannels, kernel, stride, padding, groups }: Omit<ConvShape, "batch">,
): string {
  return `${height}x${width}x${inChannels}, ${kernel}x${kernel} to ${outChannels}, ` +
    `stride ${stride}, padding ${padding}, groups ${groups}`;
}

/** Convolutions by the kernels that were chosen; by own ones where nothing was. */
export function chosenConvolution(
  choice: KernelChoice,
  makers: Readonly<Record<Maker, Convolution>>,
): Convolution {
  const of = (shape: ConvShape, pass: Pass) => makers[choice[convName(shape)]?.[pass] ?? "own"];
  return {
    forward: (shape, images, filter) => of(shape, "forward").forward(shape, images, filter),
    inputGradient: (shape, gradient, filter) =>
      of(shape, "inputGradient").inputGradient(shape, gradient, filter),
    filterGradient: (shape, images, gradient) =>
      of(shape, "filterGradient").filterGradient(shape, images, gradient),
  };
}
