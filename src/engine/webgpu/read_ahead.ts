import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import type { ImageShape } from "../../batch.ts";
import type { PassPlan } from "../../draw.ts";
import { runKernel } from "../../webgpu/kernel.ts";
import type { Side } from "../as_read.ts";
import { asReadKernel } from "./as_read.ts";
import type { Reading } from "./placed.ts";
import { retouchKernel } from "./retouch.ts";
import { type Source, sourceOf } from "./source.ts";

/**
 * Makes every sample's anchor or partner as it is read: through its view, then retouched, and a partner then where
 * it is placed.
 *
 * @param rows The table of a device plan, with rows of `stride` numbers.
 */
export function readAhead(
  backend: WebGPUBackend,
  of: Side,
  images: Source,
  rows: { readonly table: tf.Tensor; readonly stride: number },
  plan: PassPlan,
  shape: ImageShape,
): Source {
  const placed = of === "partner" && plan.placements.length > 0;
  const gather = (source: Source, reading: Reading) =>
    sourceOf(runKernel(backend, asReadKernel(of, source, rows, reading, shape)) as tf.Tensor4D);
  const retouches = plan.retouches.map((one) => one[of]);
  if (retouches.every((one) => one === undefined)) return gather(images, { own: false, placed });
  const seen = gather(images, { own: false, placed: false });
  const [samples, ...size] = shape, numbers = size.reduce((product, side) => product * side, 1);
  const retouched = sourceOf(
    tf.slice(
      runKernel(backend, retouchKernel(seen.pixels, retouches, shape)),
      [0, 0],
      [samples, numbers],
    ).reshape([...shape]) as tf.Tensor4D,
  );
  return placed ? gather(retouched, { own: true, placed }) : retouched;
}
