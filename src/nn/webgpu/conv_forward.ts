import type { Tensor } from "@tensorflow/tfjs";
import type { Kernel } from "../../webgpu/kernel.ts";
import type { ConvShape } from "../conv_shape.ts";
import { convKey, laneOf, lanesOf, list, readRun, times } from "./print.ts";

const THREADS = 64;

/**
 * A kernel for the forward pass, `[batch, outHeight, outWidth, outChannels]` flat; a group has a multiple of 4 output
 * channels. An invocation keeps a tile of 8 pixels of a line by 4 channels in registers; where lines are short, of 4 by 8.
 */
export function convForward(shape: ConvShape, images: Tensor, filter: Tensor): Kernel {
  const { batch, height, width, inChannels, outChannels, kernel, stride, padding, groups } = shape;
  const { outHeight, outWidth } = shape;
  const taken = inChannels / groups, lanes = lanesOf(taken);
  const inputs = inChannels / lanes, takenInputs = taken / lanes;
  const tile = outWidth >= 8 ? 8 : 4;
  const quads = outChannels / 4, givenQuads = quads / groups;
  const block = tile === 4 && givenQuads % 2 === 0 ? 2 : 1;
  const tiles = Math.ceil(outWidth / tile);
  const invocations = batch * outHeight * tiles * (quads / block);
  const sums = list(tile, (p) => list(block, (g) => `sum${p}_${g}`)).flat();
  const addTap = (kx: number, lane: number, g: number) =>
    `{
  let weight = weights[((ky * ${kernel} + ${kx}) * ${taken} + c * ${lanes} + ${lane}) * ${quads} + quad + ${g}];
  ${
      times(tile, (p) => {
        const share = laneOf(`pixel${p * stride + kx}`, lanes, lane);
        return `sum${p}_${g} = sum${p}_${g} + ${share} * weight;\n`;
      })
    }
}
`;
  return {
    key: convKey("forward", shape),
    output: [batch * outHeight * outWidth * outChannels],
    dtype: "float32",
    dispatch: [Math.ceil(invocations / THREADS), 1, 1],
    workgroup: THREADS,
    lanes: 4,
    inputLanes: [lanes, 4],
    inputs: { images, weights: filter },
    uniforms: { invocations },
    code: `
fn main(index : i32) {
  if (index >= uniforms.invocations) { return; }
  let quad = (index % ${quads / block}) * ${block};
  let base = quad / ${givenQuads} * ${takenInputs};
  var rest = index / ${quads / block};
  let column = (rest % ${tiles}) * ${tile};
  rest /= ${tiles};
  let line = rest % ${outHeight};
  let image = rest / ${outHeight};
  let start = column * ${stride} - ${padding};
  ${sums.map((sum) => `var ${sum} = vec4<f32>(0.0);`).join("\n  ")}
  for (var ky = 0; ky < ${kernel}; ky++) {
    let y = line * ${stride} + ky - ${padding};
    if (y < 0 || y >= ${height}) { continue; }
    let row = (image * ${height} + y) * ${width};
    for (var c = 0; c < ${takenInputs}; c++) {
      ${
      readRun({
        name: "pixel",
        lanes,
        count: (tile - 1) * stride + kernel,
        start: "start",
        least: -padding,
        largest: (tiles - 1) * tile * stride - padding,
        width,
        read: (place) => `images[(row + ${place}) * ${inputs} + base + c]`,
      })
    }
      ${times(kernel, (kx) => times(lanes, (lane) => times(block, (g) => addTap(kx, lane, g))))}
    }
  }
  let out = ((image * ${outHeight} + line) * ${outWidth} + column) * ${quads} + quad;
  ${
      times(tile, (p) => `
  if (column + ${p} < ${outWidth}) { ${
        times(block, (g) => `result[out + ${p * quads + g}] = sum${p}_${g}; `)
      }}`)
    }
}`,
  };
}
