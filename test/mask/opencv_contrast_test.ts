import { assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import * as m from "../../mod.ts";
import { contrastOf } from "../../src/engine/saliency/contrast.ts";
import { mixBatch } from "../../src/engine/tfjs/mod.ts";
import { webgpuTest } from "../engine/webgpu.ts";
import { recipeOf } from "../table.ts";

type Size = readonly [height: number, width: number, channels: number];

/** Images, and what OpenCV finds in them: `test/golden/opencv_contrast.py`. */
const golden = Deno.readTextFileSync(new URL("../golden/opencv_contrast.csv", import.meta.url)).trim().split(
  "\n",
)
  .map((line) => {
    const [seed, height, width, channels, x, y, check] = line.split(",").map(Number) as number[];
    const size: Size = [height!, width!, channels!];
    return { image: imageOf(seed!, size), size, peak: { x, y }, check };
  });

/** The grey image of a report: OpenCV's peak is at (5, 0). */
const reported = Uint8Array.of(
  ...[240, 209, 214, 140, 251, 251, 34, 52, 78, 141, 210, 123, 251, 90, 0, 151, 184, 60],
  ...[151, 205, 226, 222, 255, 32, 199, 119, 175, 70, 3, 21, 249, 229, 77, 110, 61, 37],
);
const all = [{ image: reported, size: [6, 6, 1] as Size, peak: { x: 5, y: 0 } }, ...golden];

const each = m.contrast({ scale: "each" });

/** Stripes under noise, as the script makes them. */
function imageOf(seed: number, [height, width, channels]: Size): Uint8Array {
  let state = seed;
  return Uint8Array.from({ length: height * width * channels }, (_, i) => {
    const channel = i % channels, x = Math.floor(i / channels) % width, y = Math.floor(i / channels / width);
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return 2 * Math.abs((7 * x + 3 * y + 31 * seed + 11 * channel) % 120 - 60) + ((state >>> 24) >> 1);
  });
}

/** The pixel that a box of one pixel around the peak shows, of the partner of a sample of its own. */
function peakIn(masks: ArrayLike<number>, [, width]: Size) {
  const place = Array.from(masks).indexOf(0);
  return { x: place % width, y: Math.floor(place / width) };
}

function batchOf<P extends m.Pixels>(image: P, [height, width, channels]: Size, zeros: P): m.Batch<P> {
  const pool = { images: image, labels: Int32Array.of(0) };
  return { images: zeros, shape: [1, height, width, channels], labels: Int32Array.of(0), classes: 1, pool };
}

const recipeFor = ([height, width]: Size) =>
  recipeOf(m.salientBox({ saliency: each }), m.fixed(1 / (height * width)));

Deno.test("contrast of each kind by itself is OpenCV's, of every pixel", () => {
  for (const { image, size, check } of golden) {
    const values = contrastOf(Float32Array.from(image), size, each, 255);
    const sum = values.reduce((total, value, i) => total + value * (i % 251 + 1), 0);
    assertEquals(sum, check, size.join("×"));
  }
});

Deno.test("peaks of bytes, and of floats from 0 to 1, are OpenCV's on the host", () => {
  for (const { image, size, peak } of all) {
    const floats = Float32Array.from(image, (value) => value / 255), [height, width] = size;
    const plan = m.draw(recipeFor(size), m.key(3), { samples: 1, height, width, pool: 1 });
    for (const engine of [m.cpu, m.reference]) {
      const program = m.lower(recipeFor(size));
      const bytes = engine(program, plan, batchOf(image, size, new Uint8Array(image.length)));
      assertEquals(peakIn(bytes.masks, size), peak, `bytes, ${size.join("×")}`);
      const ofFloats = engine(program, plan, batchOf(floats, size, new Float32Array(image.length)));
      assertEquals(peakIn(ofFloats.masks, size), peak, `floats, ${size.join("×")}`);
    }
  }
});

webgpuTest("peaks of bytes, and of floats from 0 to 1, are OpenCV's on the device", async () => {
  // Lines whose last four pixels are there in part, of one pixel, and of four.
  const sizes = ["1×9×3", "9×1×3", "5×3×3", "12×20×3", "31×45×3"];
  const some = sizes.map((size) => golden.find((one) => one.size.join("×") === size)!);
  for (const [i, { image, size, peak }] of [all[0]!, ...some].entries()) {
    const floats = Float32Array.from(image, (value) => value / 255);
    const batch = i % 2 === 0
      ? batchOf<m.Pixels>(floats, size, new Float32Array(image.length))
      : batchOf<m.Pixels>(image, size, new Uint8Array(image.length));
    const mixed = mixBatch(recipeFor(size), batch, m.key(3), { details: true });
    assertEquals(peakIn(await mixed.details!.masks.data(), size), peak, size.join("×"));
    tf.dispose([mixed.images, mixed.labels, mixed.details!.masks, mixed.details!.lambda]);
  }
});

webgpuTest("the device does not stretch faint images either: their peaks are the host's", async () => {
  const size: Size = [12, 20, 3];
  for (let seed = 0; seed < 6; seed++) {
    const image = imageOf(seed, size).map((value) => value >> 5);
    const batch = batchOf(image, size, new Uint8Array(image.length));
    const values = [...contrastOf(Float32Array.from(image), size, each, 255)];
    const place = values.indexOf(Math.max(...values));
    const mixed = mixBatch(recipeFor(size), batch, m.key(3), { details: true });
    const found = peakIn(await mixed.details!.masks.data(), size);
    assertEquals(found, { x: place % size[1], y: Math.floor(place / size[1]) }, `seed ${seed}`);
    tf.dispose([mixed.images, mixed.labels, mixed.details!.masks, mixed.details!.lambda]);
  }
});
