import type { Tensor } from "@tensorflow/tfjs";
import type { Kernel } from "../../device/kernel.ts";
import { letters, list, times } from "./print.ts";
import { spread } from "./spread.ts";
import { quadsOf, type Tile } from "./tile.ts";

const THREADS = 64;

/** A convolution, or its gradient with respect to the images: each pixel of the result gathers from pixels of a source. */
export interface Gathering {
  readonly name: string;
  /** The shape of the result. */
  readonly to: readonly [batch: number, height: number, width: number, channels: number];
  /** The shape of an image of the source. */
  readonly from: readonly [height: number, width: number, channels: number];
  readonly groups: number;
  readonly tile: Tile;
  /** Every so many pixels of the result, on both axes, are reached by the same taps, which are as far apart. */
  readonly phases: number;
  readonly inputs: { readonly source: Tensor; readonly weights: Tensor };
  readonly uniforms: Readonly<Record<string, number>>;
  /** WGSL for the first tap, and for the source pixel that it brings to the first pixel of the phase. */
  readonly taps: string;
  /** Source pixels from one pixel of the phase to the next. */
  readonly step: string;
  /** Whether the next tap brings the next source pixel or the one before. */
  readonly sign: "+" | "-";
}

/**
 * A kernel for such a pass, with a flat result. An invocation keeps a tile of pixels by channels in registers, four channels to a vector. Every turn of its inner loop reads
 * 4 channels of each source pixel and their weights. All sizes are uniforms, so that all layers of a network share a kernel.
 */
export function gather(what: Gathering): Kernel {
  const { name, to, from, groups, tile, phases, inputs, uniforms, taps, step, sign } = what;
  const [batch, height, width, channels] = to;
  const [fromHeight, fromWidth, fromChannels] = from;
  const { pixels } = tile, quads = quadsOf(tile, channels / groups);
  const gridHeight = Math.ceil(height / phases), gridWidth = Math.ceil(width / phases);
  const tiles = Math.ceil(batch * gridHeight * gridWidth / pixels);
  const blocks = channels / 4 / quads;
  const sums = list(pixels, (p) => list(quads, (q) => `sum${p}_${q}`)).flat();
  return {
    key: `miamix conv ${name} ${pixels} ${quads}`,
    output: [batch * height * width * channels],
    dtype: "float32",
    dispatch: spread(Math.ceil(phases * phases * tiles * blocks / THREADS)),
    workgroup: THREADS,
    lanes: 4,
    inputs,
    uniforms: {
      ...uniforms,
      ...{ batch, height, width, gridHeight, gridWidth, tiles, blocks, phases },
      ...{ fromHeight, fromWidth, fromQuads: fromChannels / 4, taken: fromChannels / groups / 4 },
      blocksOfGroup: blocks / groups,
    },
    code: () => `
fn main(index : i32) {
  let block = index % uniforms.blocks;
  let tile = index / uniforms.blocks % uniforms.tiles;
  let phase = index / uniforms.blocks / uniforms.tiles;
  let phaseY = phase / uniforms.phases;
  let phaseX = phase % uniforms.phases;
  if (phaseY >= uniforms.phases) { return; }
  let base = block / uniforms.blocksOfGroup * uniforms.taken;
  let quads = uniforms.blocks * ${quads};
  let quad = block * ${quads};
  ${taps}
  ${
      times(pixels, (p) => `
  let pixel${p} = tile * ${pixels} + ${p};
  let gridX${p} = pixel${p} % uniforms.gridWidth;
  let gridY${p} = pixel${p} / uniforms.gridWidth % uniforms.gridHeight;
  let image${p} = pixel${p} / uniforms.gridWidth / uniforms.gridHeight;
  let there${p} = image${p} < uniforms.batch;`)
    }
  ${sums.map((sum) => `var ${sum} = vec4<f32>(0.0);`).join("\n  ")}
  var y = startY;
  for (var ky = firstY; ky < uniforms.kernel; ky += uniforms.phases) {
    var x = startX;
    for (var kx = firstX; kx < uniforms.kernel; kx += uniforms.phases) {
      ${
      times(pixels, (p) => `
      let y${p} = gridY${p} * ${step} + y;
      let x${p} = gridX${p} * ${step} + x;
      let in${p} = there${p} && y${p} >= 0 && y${p} < uniforms.fromHeight && x${p} >= 0 && x${p} < uniforms.fromWidth;
      let at${p} = select(0, ((image${p} * uniforms.fromHeight + y${p}) * uniforms.fromWidth + x${p}) * uniforms.fromQuads + base, in${p});`)
    }
      var row = (ky * uniforms.kernel + kx) * uniforms.taken * 4 * quads + quad;
      for (var c = 0; c < uniforms.taken; c++) {
        ${
      times(
        pixels,
        (p) => `let source${p} = select(vec4<f32>(0.0), source[at${p} + c], in${p});\n        `,
      )
    }
        ${
      times(4, (lane) =>
        times(quads, (q) =>
          `{
          let weight = weights[row + ${lane} * quads + ${q}];
          ${times(pixels, (p) => `sum${p}_${q} += source${p}.${letters[lane]} * weight;\n          `)}
        }
        `))
    }
        row += 4 * quads;
      }
      x = x ${sign} 1;
    }
    y = y ${sign} 1;
  }
  ${
      times(pixels, (p) => `
  let toY${p} = gridY${p} * uniforms.phases + phaseY;
  let toX${p} = gridX${p} * uniforms.phases + phaseX;
  if (there${p} && toY${p} < uniforms.height && toX${p} < uniforms.width) {
    let out = ((image${p} * uniforms.height + toY${p}) * uniforms.width + toX${p}) * quads + quad;
    ${times(quads, (q) => `result[out + ${q}] = sum${p}_${q};\n    `)}
  }`)
    }
}`,
  };
}
