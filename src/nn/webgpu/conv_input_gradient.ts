import type { Tensor } from "@tensorflow/tfjs";
import type { Kernel } from "../../webgpu/kernel.ts";
import type { ConvShape } from "../conv_shape.ts";
import { convKey, list, readRun, times } from "./print.ts";

const THREADS = 64;

/** Strides of input pixels in a line that one invocation computes. */
const TILE = 4;

/**
 * A kernel for the gradient with respect to the images, `[batch, height, width, inChannels]` flat; a group has
 * multiples of 4 input and output channels. An input pixel gathers from the outputs that read it. With a stride, a filter tap reaches
 * only the input pixels of one phase, so the taps are sorted by phase when the kernel is printed.
 */
export function convInputGradient(shape: ConvShape, gradient: Tensor, filter: Tensor): Kernel {
  const { batch, height, width, inChannels, outChannels, kernel, stride, padding, groups } = shape;
  const { outHeight, outWidth } = shape;
  const quads = inChannels / 4, outputs = outChannels / 4;
  const takenQuads = quads / groups, givenOutputs = outputs / groups;
  const tiles = Math.ceil(width / (TILE * stride));
  const invocations = batch * height * tiles * quads;
  const taps = list(kernel, (kx) => {
    const phase = (((kx - padding) % stride) + stride) % stride;
    return { kx, phase, shift: (phase + padding - kx) / stride };
  });
  const first = Math.min(...taps.map(({ shift }) => shift)),
    last = Math.max(...taps.map(({ shift }) => shift));
  const sums = list(stride, (phase) => list(TILE, (p) => `sum${phase}_${p}`)).flat();
  const addTap = ({ kx, phase, shift }: typeof taps[number]) =>
    `{
  let weight = ((ky * ${kernel} + ${kx}) * ${inChannels / groups} + part * 4) * ${outputs} + base + c;
  ${times(4, (lane) => `let weight${lane} = weights[weight + ${lane * outputs}];\n`)}
  ${
      times(TILE, (p) => {
        const dots = list(4, (lane) => `dot(pixel${p + shift - first}, weight${lane})`).join(", ");
        return `sum${phase}_${p} += vec4<f32>(${dots});\n`;
      })
    }
}
`;
  return {
    key: convKey("input gradient", shape),
    output: [batch * height * width * inChannels],
    dtype: "float32",
    dispatch: [Math.ceil(invocations / THREADS), 1, 1],
    workgroup: THREADS,
    lanes: 4,
    inputs: { gradient, weights: filter },
    uniforms: { invocations },
    code: `
fn main(index : i32) {
  if (index >= uniforms.invocations) { return; }
  let quad = index % ${quads};
  let part = quad % ${takenQuads};
  let base = quad / ${takenQuads} * ${givenOutputs};
  var rest = index / ${quads};
  let tile = (rest % ${tiles}) * ${TILE};
  rest /= ${tiles};
  let line = rest % ${height};
  let image = rest / ${height};
  let start = tile + ${first};
  ${sums.map((sum) => `var ${sum} = vec4<f32>(0.0);`).join("\n  ")}
  for (var ky = 0; ky < ${kernel}; ky++) {
    let down = line + ${padding} - ky;
    if (down < 0 || down % ${stride} != 0 || down / ${stride} >= ${outHeight}) { continue; }
    let row = (image * ${outHeight} + down / ${stride}) * ${outWidth};
    for (var c = 0; c < ${givenOutputs}; c++) {
      ${
      readRun({
        name: "pixel",
        lanes: 4,
        count: TILE + last - first,
        start: "start",
        least: first,
        largest: (tiles - 1) * TILE + first,
        width: outWidth,
        read: (place) => `gradient[(row + ${place}) * ${outputs} + base + c]`,
      })
    }
      ${taps.map(addTap).join("")}
    }
  }
  let out = ((image * ${height} + line) * ${width} + tile * ${stride}) * ${quads} + quad;
  ${
      list(stride, (phase) =>
        times(TILE, (p) => {
          const column = p * stride + phase;
          return `
  if (tile * ${stride} + ${column} < ${width}) { result[out + ${column * quads}] = sum${phase}_${p}; }`;
        })).join("")
    }
}`,
  };
}
