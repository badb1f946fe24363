import type { Buffer, Kernel } from "../../../../device/mod.ts";
import { rasterInputs, type Rasters, rasterUniforms, readRasters } from "../../wgsl/rasters.ts";
import { Listed, type Rendered } from "../../layout/plan_layout.ts";
import type { RasterFunction } from "../../layout/raster_functions.ts";
import { runsOf, THREADS } from "../../layout/runs.ts";
import {
  codeOf,
  type Lanes,
  lanesFor,
  lanesOf,
  lanesSource,
  type PrintedWgsl,
  shareAt,
} from "../../wgsl/print.ts";
import { each } from "../../wgsl/text.ts";

/** Pixels that one invocation renders: to find out which function is wanted costs as much as to set it up. */
const EACH = 64;

/** Where rasters are rendered, and from what. */
export interface RenderInputs {
  /** The table of a device plan. */
  readonly plan: Buffer;
  /** Where its list of rasters begins. */
  readonly list: number;
  readonly rasters: Rasters;
  readonly size: readonly [height: number, width: number];
}

/**
 * A kernel that renders rasters without windows, among the made rasters.
 *
 * - Reads `plan`, with the list of rasters; `given`, if a function reads it.
 * - Writes some of the rasters `made`, `[height, width]` each.
 * - Read by the blend, through the mask.
 */
export function renderKernel(rendered: Rendered, inputs: RenderInputs): Kernel {
  const { size } = inputs, lanes = lanesFor(size[1]), runs = runsOf(size, lanes, EACH);
  const kernel = rendering(rendered, inputs, (printed, suffix) => {
    const own = lanesOf(printed, size[1]);
    const shares = Array.from({ length: lanes / own }, (_, i) => `shareAt${suffix}(line, column + ${i})`);
    return [
      own,
      runs.along(`result[out / ${lanes} + place] = ${own === lanes ? shares : `vec4<f32>(${shares})`};`),
    ];
  });
  return {
    ...kernel,
    key: `miamix render ${kernel.key}`,
    dispatch: [runs.groups, rendered.count, 1],
    workgroup: THREADS,
    uniforms: { places: runs.places, ...kernel.uniforms },
  };
}

/**
 * What kernels that render rasters have in common: a workgroup works on one, and enters the loop of the function that it
 * is. It passes over the others, which takes no time, where a branch would take as much as if it were run.
 *
 * @param make Statements that work on a raster, whose numbers begin at `out` of the result and the radius of whose window
 * is `radius`, by the share at a point, of functions whose names end with a suffix; and how many neighbours they ask for at once.
 * @param after Statements that follow, for whichever function it was.
 */
export function rendering(
  { functions, first, widest }: Rendered,
  { plan, list, rasters, size: [height, width] }: RenderInputs,
  make: (printed: PrintedWgsl, suffix: string) => readonly [own: Lanes, statements: string],
  after = "",
): Omit<Kernel, "dispatch" | "workgroup"> {
  const lanes = lanesFor(width), atPixels = widest === 0;
  const readsRasters = functions.some(({ printed }) => printed.readsRasters);
  const makeSource = ({ body, printed }: RasterFunction, suffix: string) => {
    const [own, statements] = make(printed, suffix);
    return `
${lanesSource(own, suffix)}
${printed.readsRasters ? readRasters("result", rasters, [height, width], own, lanes, suffix) : ""}
${codeOf(body, atPixels, suffix)}
${shareAt(printed, own, suffix)}
fn make${suffix}(numbers : i32, radius : i32, out : i32) {
  begin${suffix}(numbers);
  ${statements}
}`;
  };
  return {
    key: [
      `${height},${width} ${rasters.given === undefined}`,
      ...functions.map(({ printed }) => printed.code),
    ].join(
      "\n",
    ),
    output: rasters.made.shape,
    into: rasters.made,
    dtype: "float32",
    lanes,
    uniforms: { list, rendered: first, ...rasterUniforms(rasters) },
    inputs: { plan, ...(readsRasters && rasterInputs(rasters)) },
    inputLanes: { plan: 1 },
    code: () => `
${functions.map((one, i) => makeSource(one, `Of${i}`)).join("\n")}
fn main(_index : i32) {
  let raster = uniforms.rendered + i32(workgroupId.y);
  let listed = uniforms.list + ${Listed.length} * raster;
  let numbers = i32(plan[listed + ${Listed.numbers}]);
  let radius = i32(plan[listed + ${Listed.radius}]);
  let wanted = i32(plan[listed + ${Listed.function}]);
  let out = (uniforms.noise + raster) * ${height * width};
  ${
      each(functions.length, (i) =>
        `for (var once = 0; once < select(0, 1, wanted == ${i}); once++) { makeOf${i}(numbers, radius, out); }`)
    }
  ${after}
}`,
  };
}
