import type { Tensor } from "@tensorflow/tfjs";
import type { Kernel } from "../../device/kernel.ts";
import type { ConvShape } from "../conv_shape.ts";
import { gather } from "./gather.ts";
import type { Tile } from "./tile.ts";

/**
 * A kernel for the forward pass, `[batch, outHeight, outWidth, outChannels]` flat. The channels of a group come in fours.
 *
 * @param images `[batch, height, width, inChannels]` flat.
 * @param filter `[kernel, kernel, inChannels / groups, outChannels]` flat.
 */
export function convForward(shape: ConvShape, images: Tensor, filter: Tensor, tile: Tile): Kernel {
  const { batch, height, width, inChannels, outChannels, kernel, stride, padding, groups } = shape;
  return gather({
    name: "forward",
    to: [batch, shape.outHeight, shape.outWidth, outChannels],
    from: [height, width, inChannels],
    groups,
    tile,
    phases: 1,
    inputs: { source: images, weights: filter },
    uniforms: { kernel, stride, padding },
    taps: `
  let firstY = 0;
  let firstX = 0;
  let startY = -uniforms.padding;
  let startX = -uniforms.padding;`,
    step: "uniforms.stride",
    sign: "+",
  });
}
