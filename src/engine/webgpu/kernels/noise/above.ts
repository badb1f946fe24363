import type { Buffer, Kernel } from "../../../../device/mod.ts";
import type { NoiseField } from "../../../../mask/field.ts";
import { groupsOf, HALVINGS, linesOf, ORDERING, triesFor } from "../../layout/above_layout.ts";
import { aboveTable } from "../../layout/above_table.ts";
import { noiseLines } from "../../wgsl/noise_lines.ts";
import { decideLines, decidingFunctions, guessBounds, moveBounds, orderListed } from "./above_steps.ts";

/**
 * A kernel that cuts noise fields at levels, among the made rasters: above are the pixels whose rank is at least the
 * level. So a comparison of the raster with the level gives what it gives for ranks, without ordering all pixels. How a
 * cut raster is written, `CUT_LINES` says.
 *
 * A workgroup makes one raster. Some of its lines tell between which two bounds the noise at the level must be. Then all
 * lines are made: what is outside of the bounds is decided at once, and the few pixels between them are ordered. Where
 * the bounds were wrong, or hold too many pixels, lines are made again with other ones.
 *
 * - Reads `table`, of waves and amplitudes.
 * - Writes the first of the rasters `made`, a bit a pixel.
 * - Read by `render`, `average` and the blend, through `rasterOf()`.
 */
export function aboveKernel(
  noise: readonly NoiseField[],
  levels: Float32Array,
  made: Buffer,
  size: readonly [height: number, width: number],
): Kernel {
  const [height, width] = size, { groups, threads, groupsEach, close, everyPixel } = groupsOf(size);
  const { table, lines, fields, record } = aboveTable(noise, levels, size, linesOf(height).sets);
  return {
    key: `miamix above ${size}`,
    output: made.shape,
    into: made,
    dtype: "float32",
    isAtomic: true,
    dispatch: [noise.length, 1, 1],
    workgroup: threads,
    uniforms: { pixels: height * width },
    inputs: { table },
    inputLanes: { table: 4 },
    code: () => `
${noiseLines(size, lines)}

/** How many of the sampled pixels are below the middle, at every halving. */
var<workgroup> guessed : array<atomic<u32>, ${everyPixel ? HALVINGS.all : HALVINGS.some}>;
/** How many pixels are below the bounds, how many are between them, and what to do then. */
var<workgroup> below : atomic<u32>;
var<workgroup> between : atomic<u32>;
var<workgroup> counted : vec3<u32>;
const DONE = 0u;
const ORDER = 1u;
const AGAIN = 2u;
/** The pixels between the bounds, as far as there is room, and how many were found. */
var<workgroup> listed : atomic<u32>;
var<workgroup> values : array<f32, ${close}>;
var<workgroup> places : array<i32, ${close}>;
/** How many of them are in the lower half, at every halving of their range, and how many are left then. */
var<workgroup> lower : array<atomic<u32>, ${ORDERING}>;
var<workgroup> left : atomic<u32>;

${decidingFunctions(size)}

fn main(_index : i32) {
  let t = i32(localIndex);
  let field = ${fields} + i32(workgroupId.x) * ${record};
  let out = i32(workgroupId.x) * uniforms.pixels;
  let about = table[field + ${record - 1}];
  let wanted = u32(about.z);
  let first = t * ${groupsEach};

  ${guessBounds(size)}
  var cuts = vec2<i32>(0, ${groups * height});
  var end = 0;
  for (var tries = 0; tries < ${triesFor(size)}; tries++) {
    let bounds = vec2<f32>(lowest, highest);
    ${decideLines(size)}
    atomicAdd(&below, numbers.x);
    atomicAdd(&between, numbers.y);
    storageBarrier();
    workgroupBarrier();
    // One invocation decides for all: barriers must be where all of them go, and a compiler wants to see that.
    if (t == 0) {
      let low = atomicLoad(&below);
      let open = atomicLoad(&between);
      let order = low < wanted && wanted < low + open && open <= ${close}u;
      counted = vec3<u32>(low, open, select(select(AGAIN, ORDER, order), DONE, low == wanted));
    }
    let now = workgroupUniformLoad(&counted);
    if (now.z == DONE) { break; }
    if (now.z == ORDER) {
      ${orderListed(size)}
      break;
    }
    if (t == 0) {
      atomicStore(&below, 0u);
      atomicStore(&between, 0u);
      atomicStore(&listed, 0u);
    }
    workgroupBarrier();
    ${moveBounds}
  }
}`,
  };
}
