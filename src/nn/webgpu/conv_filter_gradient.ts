import type { Tensor } from "@tensorflow/tfjs";
import type { Kernel } from "../../device/kernel.ts";
import type { ConvShape } from "../conv_shape.ts";
import { letters, list, times } from "./print.ts";
import { spread } from "./spread.ts";
import { quadsOf, type Tile } from "./tile.ts";

const THREADS = 32;

/** Taps by input channels, in fours, that one invocation computes. */
const ROWS = 4;

/**
 * Software adapters end an invocation silently after 65,535 turns of its loops, all of them together: a sum over more output
 * pixels than this is cut into chunks.
 */
const LONGEST = 16384;

/** Numbers of all partial results together, unless {@linkcode LONGEST} asks for more. */
const MOST = 2 ** 23;

/** How many chunks the sum over a batch is cut into: so many that there is work for the whole device. */
export function filterChunks(shape: ConvShape, tile: Tile): number {
  const { batch, outHeight, outWidth, kernel, inChannels, outChannels, groups } = shape;
  const size = kernel ** 2 * (inChannels / groups) * outChannels, pixels = batch * outHeight * outWidth;
  const invocations = size / 16 / ROWS / quadsOf(tile, outChannels / groups);
  const wanted = Math.min(tile.invocations / invocations, MOST / size, pixels / 64);
  return Math.max(Math.ceil(wanted), Math.ceil(pixels / LONGEST));
}

/**
 * A kernel for the gradient with respect to the filter, in chunks: `[chunks, kernel, kernel, inChannels / groups, outChannels]`
 * flat. The channels of a group come in fours. All sizes are uniforms, so that all layers of a network share a kernel.
 *
 * @param images `[batch, height, width, inChannels]` flat.
 * @param gradient `[batch, outHeight, outWidth, outChannels]` flat.
 */
export function convFilterGradient(shape: ConvShape, images: Tensor, gradient: Tensor, tile: Tile): Kernel {
  const { batch, height, width, inChannels, outChannels, kernel, stride, padding, groups } = shape;
  const { outHeight, outWidth } = shape;
  const quads = quadsOf(tile, outChannels / groups), blocks = outChannels / 4 / quads;
  const taken = inChannels / groups / 4, rows = kernel ** 2 * taken;
  const chunks = filterChunks(shape, tile), pixels = batch * outHeight * outWidth;
  const sums = list(ROWS, (r) => list(4, (lane) => list(quads, (q) => `sum${r}_${lane}_${q}`))).flat(2);
  return {
    key: `miamix conv filter gradient ${quads}`,
    output: [chunks * rows * 4 * outChannels],
    dtype: "float32",
    dispatch: spread(Math.ceil(chunks * Math.ceil(rows / ROWS) * blocks / THREADS)),
    workgroup: THREADS,
    lanes: 4,
    inputs: { images, gradient },
    uniforms: {
      ...{ height, width, kernel, stride, padding, outHeight, outWidth, taken, rows, blocks, pixels, chunks },
      ...{ tiles: Math.ceil(rows / ROWS), chunk: Math.ceil(pixels / chunks) },
      ...{ inputs: inChannels / 4, blocksOfGroup: blocks / groups },
    },
    code: () => `
fn main(index : i32) {
  let block = index % uniforms.blocks;
  let first = index / uniforms.blocks % uniforms.tiles * ${ROWS};
  let chunk = index / uniforms.blocks / uniforms.tiles;
  if (chunk >= uniforms.chunks) { return; }
  let quads = uniforms.blocks * ${quads};
  let base = block / uniforms.blocksOfGroup * uniforms.taken;
  ${
      times(ROWS, (r) => `
  let row${r} = first + ${r};
  let channel${r} = base + row${r} % uniforms.taken;
  let tapX${r} = row${r} / uniforms.taken % uniforms.kernel - uniforms.padding;
  let tapY${r} = row${r} / uniforms.taken / uniforms.kernel - uniforms.padding;
  let there${r} = row${r} < uniforms.rows;`)
    }
  ${sums.map((sum) => `var ${sum} = vec4<f32>(0.0);`).join("\n  ")}
  let start = chunk * uniforms.chunk;
  let end = min(start + uniforms.chunk, uniforms.pixels);
  var outX = start % uniforms.outWidth;
  var outY = start / uniforms.outWidth % uniforms.outHeight;
  var image = start / uniforms.outWidth / uniforms.outHeight;
  for (var pixel = start; pixel < end; pixel++) {
    ${times(quads, (q) => `let above${q} = gradient[pixel * quads + block * ${quads} + ${q}];\n    `)}
    ${
      times(ROWS, (r) =>
        `{
      let y = outY * uniforms.stride + tapY${r};
      let x = outX * uniforms.stride + tapX${r};
      let within = there${r} && y >= 0 && y < uniforms.height && x >= 0 && x < uniforms.width;
      let place = ((image * uniforms.height + y) * uniforms.width + x) * uniforms.inputs + channel${r};
      let value = select(vec4<f32>(0.0), images[select(0, place, within)], within);
      ${
          times(
            4,
            (lane) =>
              times(quads, (q) => `sum${r}_${lane}_${q} += value.${letters[lane]} * above${q};\n      `),
          )
        }
    }
    `)
    }
    outX = outX + 1;
    if (outX == uniforms.outWidth) {
      outX = 0;
      outY = outY + 1;
    }
    if (outY == uniforms.outHeight) {
      outY = 0;
      image = image + 1;
    }
  }
  ${
      times(ROWS, (r) => `
  if (there${r}) {
    let out = (chunk * uniforms.rows + row${r}) * 4 * quads + block * ${quads};
    ${
        times(
          4,
          (lane) => times(quads, (q) => `result[out + ${lane} * quads + ${q}] = sum${r}_${lane}_${q};\n    `),
        )
      }
  }`)
    }
}`,
  };
}
