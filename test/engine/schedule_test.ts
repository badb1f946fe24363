import { assertEquals } from "@std/assert";
import {
  cropAndFlip,
  draw,
  fmix,
  key,
  lower,
  mixup,
  type Recipe,
  saliencymix,
  withViews,
} from "../../mod.ts";
import { type Buffer, Schedule } from "../../src/device/mod.ts";
import { devicePlan } from "../../src/engine/webgpu/layout/plan_layout.ts";
import { schedulePass } from "../../src/engine/webgpu/schedule/pass.ts";

/** What the device is to do for a batch, without one: a kernel by the first words of its key. */
function jobsOf(recipe: Recipe, side: number, details = false): readonly string[] {
  const samples = 6, [pass] = lower(recipe);
  const plan = draw(recipe, key(1), { samples, height: side, width: side }).passes[0]!;
  const buffer = (...shape: number[]): Buffer => ({
    shape,
    dtype: "float32",
    size: shape.reduce((product, side) => product * side, 1),
  });
  const images = {
    pixels: buffer(samples * side * side * 3),
    bytes: false,
    shape: [samples, side, side, 3],
  } as const;
  const rows = { images, labels: buffer(samples, 10) };
  const schedule = new Schedule(), laidOut = devicePlan(pass!, plan, side * side, false);
  const options = { details, normalize: undefined, learned: undefined };
  const mixed = schedulePass(schedule, laidOut, plan, rows, rows, options);
  assertEquals(mixed.images.shape, [samples, side, side, 3]);
  assertEquals(mixed.labels.shape, [samples, 10]);
  return `${schedule}`.split("\n").map((line) => line.replace(/^(miamix )?([a-z]+).*$/, "$2"));
}

Deno.test("a pass is scheduled without a device: small images and their labels are mixed by one kernel", () => {
  assertEquals(jobsOf(mixup(), 32), ["upload", "allocate", "blend"]);
});

Deno.test("a pass is scheduled without a device: labels whose weights are known need no sums", () => {
  assertEquals(jobsOf(mixup(), 224), ["upload", "blend", "labels"]);
});

Deno.test("a pass is scheduled without a device: noise is cut before it is mixed, and details are made after", () => {
  assertEquals(jobsOf(fmix(), 224), ["upload", "allocate", "above", "blend", "labels"]);
  assertEquals(jobsOf(fmix(), 224, true).slice(2), ["above", "blend", "allocate", "labels", "masks"]);
});

Deno.test("a pass is scheduled without a device: what is salient is found before anything is mixed", () => {
  const recipe = withViews(cropAndFlip())(saliencymix());
  assertEquals(jobsOf(recipe, 32), ["upload", "upload", "greys", "contrast", "fill", "allocate", "blend"]);
});
