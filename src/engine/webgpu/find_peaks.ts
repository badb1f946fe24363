import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { ImageShape } from "../../batch.ts";
import { demand } from "../../demand.ts";
import type { PassPlan, PlannedPeak } from "../../draw.ts";
import type { ContrastSaliency, Peak } from "../../mask/mod.ts";
import { type Kernel, runKernel } from "../../webgpu/kernel.ts";
import { contrastKernel, FOUND } from "./contrast.ts";
import { Row } from "./rows.ts";

const THREADS = 64;

/**
 * Finds the points that a plan asks for in images on the device.
 *
 * @param imagesOf Every sample's anchor or partner as it is read, flat.
 * @param stride How many numbers a row of the plan has on the device.
 * @returns Puts them into the rows of such a table.
 */
export function findPeaks(
  backend: WebGPUBackend,
  { params, peaks, partner }: PassPlan,
  imagesOf: (of: Peak["of"]) => tf.Tensor,
  shape: ImageShape,
  stride: number,
): (table: tf.Tensor1D) => tf.Tensor1D {
  const own = params.length / partner.length;
  const placeOf = (param: number) => Math.floor(param / own) * stride + Row.params + param % own;
  const found = groups(peaks).map((group) => {
    const { of, saliency } = group[0]!;
    const kernel = contrastKernel(imagesOf(of), group.map(({ sample }) => sample), shape, saliency);
    const places = new Map<number, number>();
    for (const [i, { x, y }] of group.entries()) {
      const column = (i + 1) * kernel.output[1]! - FOUND;
      for (const param of x) places.set(placeOf(param), column);
      for (const param of y) places.set(placeOf(param), column + 1);
    }
    return { points: runKernel(backend, kernel).flatten(), places };
  });
  return (table) =>
    found.reduce(
      (rows, { points, places }) => runKernel(backend, fillKernel(rows, points, places)) as tf.Tensor1D,
      table,
    );
}

type Contrast = PlannedPeak & { readonly saliency: ContrastSaliency };

/** Peaks that one kernel finds together. */
function groups(peaks: readonly PlannedPeak[]): readonly (readonly Contrast[])[] {
  const byKind = new Map<string, Contrast[]>();
  for (const peak of peaks) {
    const { of, saliency } = peak;
    demand(
      saliency.kind === "contrast",
      "find a peak on the device",
      "the saliency must be contrast(); for others give typed arrays, and in a sequence put them first",
      saliency.kind,
    );
    const kind = `${of} ${saliency.reaches} ${saliency.scale}`, group = byKind.get(kind);
    if (group === undefined) byKind.set(kind, [{ ...peak, saliency }]);
    else group.push({ ...peak, saliency });
  }
  return [...byKind.values()];
}

/** A kernel that puts whole numbers into a table: for each place, where its number is. */
function fillKernel(rows: tf.Tensor1D, points: tf.Tensor, places: ReadonlyMap<number, number>): Kernel {
  const sources = new Int32Array(rows.size).fill(-1);
  for (const [place, source] of places) sources[place] = source;
  return {
    key: "miamix fill",
    output: [rows.size],
    dtype: "float32",
    dispatch: [Math.ceil(rows.size / THREADS), 1, 1],
    workgroup: THREADS,
    uniforms: { count: rows.size },
    inputs: { rows, points, sources: tf.tensor1d(sources) },
    code: `
fn main(index : i32) {
  if (index >= uniforms.count) { return; }
  let source = sources[index];
  result[index] = select(rows[index], f32(points[max(source, 0)]), source >= 0);
}`,
  };
}
