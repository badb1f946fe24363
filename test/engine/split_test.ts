import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import {
  augmentMask,
  type Batch,
  box,
  choose,
  cpu,
  dirichlet,
  draw,
  fourier,
  key,
  lower,
  mask,
  merge,
  mix,
  pair,
  product,
  sampleRatios,
  shuffled,
  smooth,
} from "../../mod.ts";
import { pipe } from "fp-ts/function";
import { mixBatch } from "../../src/engine/tfjs/mod.ts";
import { planPart } from "../../src/plan/slice_plan.ts";
import { demandHealthyDevice, webgpuBackend } from "../../src/device/device.ts";
import { noiseBatch } from "../laws/batches.ts";
import { recipes } from "../table.ts";
import { webgpuTest } from "./webgpu.ts";

Deno.test("plans of parts of a batch mix what the plan of the batch mixes there, for every recipe of one pass", async (t) => {
  const shape = [7, 6, 8, 2] as const, [samples, height, width] = shape;
  const batch = noiseBatch(key(1), shape), each = batch.images.length / samples;
  for (const { name, build } of recipes) {
    const recipe = build(), program = lower(recipe), [pass, ...others] = program;
    if (others.length > 0) continue;
    await t.step(name, () => {
      const plan = draw(recipe, key(2), { samples, height, width });
      const whole = cpu(program, plan, batch);
      for (const [from, to] of [[0, 3], [3, 7]] as const) {
        const part = planPart(pass!, plan.passes[0]!, from, to);
        // A point that a whole batch shares is in one image of it.
        if (part === undefined) return assertEquals(plan.passes[0]!.peaks.length, 1);
        const rows: Batch = {
          images: batch.images.slice(from * each, to * each),
          labels: batch.labels.slice(from, to) as Int32Array,
          shape: [to - from, height, width, 2],
          classes: batch.classes,
          pool: batch,
        };
        const mixed = cpu(program, { ...plan, samples: to - from, passes: [part] }, rows);
        assertEquals(mixed.images, whole.images.slice(from * each, to * each));
        assertEquals(mixed.lambda, whole.lambda.slice(from, to));
        assertEquals(part.noise.length <= plan.passes[0]!.noise.length, true);
        const asked = plan.passes[0]!.learned.filter(({ sample }) => sample >= from && sample < to);
        assertEquals(part.learned, asked.map(({ sample, ratio }) => ({ sample: sample - from, ratio })));
      }
    });
  }
});

webgpuTest("a batch whose rasters exceed a binding is mixed in parts", async () => {
  const recipe = pipe(
    pair(shuffled()),
    sampleRatios(dirichlet({ layers: [3] })),
    mask(choose([1, box()], [1, fourier()])),
    augmentMask(smooth()),
    merge(product()),
    mix(),
  );
  const side = 512, { maxStorageBufferBindingSize } = webgpuBackend()!.device.limits;
  // Three rasters a sample, and noise besides: more than twice what can be bound.
  const samples = Math.ceil(maxStorageBufferBindingSize / (4 * side * side) / 2.5);
  const images = new Uint8Array(samples * side * side);
  for (let i = 0; i < images.length; i++) images[i] = Math.imul(i, 2654435761) >>> 24;
  const batch = {
    images,
    labels: Int32Array.from({ length: samples }, (_, n) => n % 5),
    shape: [samples, side, side, 1],
    classes: 5,
  } as const;
  const plan = draw(recipe, key(3), { samples, height: side, width: side });
  const normalize = { mean: [0], std: [1] };
  const expected = cpu(lower(recipe), plan, batch, { normalize });
  const mixed = mixBatch(recipe, batch, plan, { details: true });
  const [pixels, lambda, masks] = await Promise.all(
    [mixed.images, mixed.details!.lambda, mixed.details!.masks].map((tensor) => tensor.data()),
  );
  tf.dispose([mixed.images, mixed.labels, mixed.details!.lambda, mixed.details!.masks]);
  demandHealthyDevice();
  const differing = (a: ArrayLike<number>, b: ArrayLike<number>) => {
    let count = 0;
    for (let i = 0; i < a.length; i++) if (Math.abs(a[i]! - b[i]!) > 1e-5) count++;
    return count;
  };
  assertEquals(differing(lambda!, expected.lambda), 0);
  assertEquals(differing(masks!, expected.masks) <= 2e-4 * images.length, true);
  assertEquals(differing(pixels!, expected.images) <= 2e-4 * images.length, true);
});
