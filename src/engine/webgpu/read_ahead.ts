import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { ImageShape } from "../../batch.ts";
import type { PassPlan } from "../../draw.ts";
import { runKernel } from "../../webgpu/kernel.ts";
import type { Side } from "../as_read.ts";
import { asReadKernel } from "./as_read.ts";
import type { MaskInputs } from "./blend.ts";
import { retouchKernel } from "./retouch.ts";
import { Row } from "./rows.ts";
import { type Source, sourceOf } from "./source.ts";

/**
 * Makes every sample's anchor or partner as it is read: through its view, then retouched, and a partner then where
 * it is placed.
 *
 * @param table The table of a device plan, with rows of `stride` numbers.
 * @param shown The mask, if nothing but mixing looks at the images: they need not be made where it hides them.
 */
export function readAhead(
  backend: WebGPUBackend,
  of: Side,
  images: Source,
  { table, stride }: { readonly table: tf.Tensor; readonly stride: number },
  plan: PassPlan,
  shape: ImageShape,
  shown?: MaskInputs,
): Source {
  const gather = (source: Source, rows: tf.Tensor, how: PassPlan, shown?: MaskInputs) =>
    sourceOf(runKernel(backend, asReadKernel(of, source, rows, how, shape, stride, shown)) as tf.Tensor4D);
  const retouches = plan.retouches.map((one) => one[of]);
  if (retouches.every((one) => one === undefined)) return gather(images, table, plan, shown);
  const seen = gather(images, table, { ...plan, placements: new Float32Array() });
  const [samples, ...size] = shape, numbers = size.reduce((product, side) => product * side, 1);
  const retouched = tf.slice(
    runKernel(backend, retouchKernel(seen.pixels, retouches, shape)),
    [0, 0],
    [samples, numbers],
  ).reshape([...shape]) as tf.Tensor4D;
  if (of === "anchor" || plan.placements.length === 0) return sourceOf(retouched);
  const rows = new Float32Array(samples * stride);
  for (let n = 0; n < samples; n++) rows[n * stride + Row.partner] = n;
  return gather(sourceOf(retouched), tf.tensor1d(rows), plan);
}
