import type { Tensor } from "@tensorflow/tfjs";
import type { Kernel } from "../../webgpu/kernel.ts";
import type { ConvShape } from "../conv_shape.ts";
import { convKey, laneOf, lanesOf, readRun, times } from "./print.ts";

const THREADS = 32;

/** Output pixels in a line that one turn of the loop takes. */
const TILE = 4;

/**
 * Software adapters end an invocation silently after 65,535 turns of its loops, all of them together, so the sum over
 * the batch is cut into chunks of about this many output pixels, and the chunks are added by another kernel.
 */
const CHUNK = 1024;

/** How many chunks the sum over a batch is cut into. */
export function filterChunks({ batch, outHeight, outWidth }: ConvShape): number {
  return Math.ceil(batch * outHeight / linesOf(outWidth));
}

function linesOf(outWidth: number): number {
  return Math.max(1, Math.floor(CHUNK / outWidth));
}

/**
 * A kernel for the gradient with respect to the filter, in chunks: `[chunks, kernel, kernel, inChannels / groups,
 * outChannels]` flat; a group has a multiple of 4 output channels. An invocation computes one line of filter taps for 4 (or 1) input and 4 output
 * channels.
 */
export function convFilterGradient(shape: ConvShape, images: Tensor, gradient: Tensor): Kernel {
  const { batch, height, width, inChannels, outChannels, kernel, stride, padding, groups } = shape;
  const { outHeight, outWidth } = shape;
  const taken = inChannels / groups, lanes = lanesOf(taken);
  const inputs = inChannels / lanes, takenInputs = taken / lanes;
  const quads = outChannels / 4;
  const chunks = filterChunks(shape), lines = linesOf(outWidth);
  const tiles = Math.ceil(outWidth / TILE);
  const invocations = chunks * kernel * takenInputs * quads;
  const addTap = (kx: number, lane: number) =>
    times(TILE, (p) => {
      const share = laneOf(`pixel${p * stride + kx}`, lanes, lane);
      return `sum${kx}_${lane} = sum${kx}_${lane} + ${share} * above${p};\n`;
    });
  return {
    key: convKey("filter gradient", shape),
    output: [chunks * kernel * kernel * taken * outChannels],
    dtype: "float32",
    dispatch: [Math.ceil(invocations / THREADS), 1, 1],
    workgroup: THREADS,
    lanes: 4,
    inputLanes: [lanes, 4],
    inputs: { images, gradient },
    uniforms: { invocations },
    code: `
fn main(index : i32) {
  if (index >= uniforms.invocations) { return; }
  let quad = index % ${quads};
  var rest = index / ${quads};
  let part = rest % ${takenInputs};
  let c = quad / ${quads / groups} * ${takenInputs} + part;
  rest /= ${takenInputs};
  let ky = rest % ${kernel};
  let chunk = rest / ${kernel};
  ${times(kernel, (kx) => times(lanes, (lane) => `var sum${kx}_${lane} = vec4<f32>(0.0);\n`))}
  for (var i = chunk * ${lines}; i < min((chunk + 1) * ${lines}, ${batch * outHeight}); i++) {
    let y = (i % ${outHeight}) * ${stride} + ky - ${padding};
    if (y < 0 || y >= ${height}) { continue; }
    let row = ((i / ${outHeight}) * ${height} + y) * ${width};
    for (var tile = 0; tile < ${tiles}; tile++) {
      let column = tile * ${TILE};
      let start = column * ${stride} - ${padding};
      ${
      readRun({
        name: "above",
        lanes: 4,
        count: TILE,
        start: "column",
        least: 0,
        largest: (tiles - 1) * TILE,
        width: outWidth,
        read: (place) => `gradient[(i * ${outWidth} + ${place}) * ${quads} + quad]`,
      })
    }
      ${
      readRun({
        name: "pixel",
        lanes,
        count: (TILE - 1) * stride + kernel,
        start: "start",
        least: -padding,
        largest: (tiles - 1) * TILE * stride - padding,
        width,
        read: (place) => `images[(row + ${place}) * ${inputs} + c]`,
      })
    }
      ${times(kernel, (kx) => times(lanes, (lane) => addTap(kx, lane)))}
    }
  }
  let out = ((chunk * ${kernel} + ky) * ${kernel} * ${taken} + part * ${lanes}) * ${quads} + quad;
  ${
      times(kernel, (kx) =>
        times(lanes, (lane) => `result[out + ${(kx * taken + lane) * quads}] = sum${kx}_${lane};\n`))
    }
}`,
  };
}
