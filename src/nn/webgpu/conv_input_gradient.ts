import type { Tensor } from "@tensorflow/tfjs";
import type { Kernel } from "../../device/kernel.ts";
import type { ConvShape } from "../conv_shape.ts";
import { gather } from "./gather.ts";
import type { Tile } from "./tile.ts";

/**
 * A kernel for the gradient with respect to the images, `[batch, height, width, inChannels]` flat. An input pixel gathers
 * from the outputs that read it. With a stride, a tap of the filter reaches only the pixels of one phase, so the pixels of
 * a tile are all of one phase.
 *
 * @param gradient `[batch, outHeight, outWidth, outChannels]` flat.
 * @param filter `[kernel, kernel, outChannels / groups, inChannels]` flat: the channels of each group have changed places.
 */
export function convInputGradient(shape: ConvShape, gradient: Tensor, filter: Tensor, tile: Tile): Kernel {
  const { batch, height, width, inChannels, outChannels, kernel, stride, padding, groups } = shape;
  return gather({
    name: "input gradient",
    to: [batch, height, width, inChannels],
    from: [shape.outHeight, shape.outWidth, outChannels],
    groups,
    tile,
    phases: stride,
    inputs: { source: gradient, weights: filter },
    uniforms: { kernel, padding },
    taps: `
  let firstY = (phaseY + uniforms.padding) % uniforms.phases;
  let firstX = (phaseX + uniforms.padding) % uniforms.phases;
  let startY = (phaseY + uniforms.padding - firstY) / uniforms.phases;
  let startX = (phaseX + uniforms.padding - firstX) / uniforms.phases;`,
    step: "1",
    sign: "-",
  });
}
