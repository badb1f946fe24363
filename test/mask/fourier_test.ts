import { assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import { fourier, key } from "../../mod.ts";
import { noiseAbove, rankedNoise } from "../../src/engine/host/noise.ts";
import type { NoiseField, RasterField } from "../../src/mask/field.ts";
import { drawnMask, pixelsOf } from "../laws/evaluate.ts";
import { mean } from "../random/statistics.ts";

const sizes: [number, number][] = [[1, 1], [1, 7], [2, 2], [5, 3], [16, 16], [12, 20]];

function maskOf(seed: number, ratio: number, height: number, width: number, soft = 0): readonly number[] {
  return pixelsOf(drawnMask(fourier({ soft }), key(seed), ratio, height, width), height, width);
}

function fieldOf(seed: number, decay: number, height: number, width: number): NoiseField {
  const field = fourier({ decay }).draw(key(seed), 0.5, { height, width })[0] as NoiseField;
  assertEquals(field.kind, "noise");
  return field;
}

/** The ranks of noise of any decay. */
function ranksOf(seed: number, decay: number, height: number, width: number): Float32Array {
  const field = fourier({ decay }).draw(key(seed), 0.5, { height, width })[0] as NoiseField | RasterField;
  return field.kind === "noise" ? rankedNoise(field, height, width) : field.values;
}

Deno.test("the partner gets the asked pixels exactly, rounded down or up", () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.integer({ min: 0, max: 1000 }).map((value) => value / 1000),
      fc.constantFrom(...sizes),
      (seed, ratio, size) => {
        const mask = maskOf(seed, ratio, ...size);
        const partner = mask.length - mask.reduce((sum, share) => sum + share, 0);
        const asked = ratio * mask.length;
        assertEquals(
          partner === Math.floor(asked) || partner === Math.ceil(asked),
          true,
          `${partner} for ${asked}`,
        );
      },
    ),
    { seed: 4, numRuns: 100 },
  );
});

Deno.test("rounding is fair: the mean is the ratio in expectation", () => {
  const partner = Array.from({ length: 2000 }, (_, seed) => 1 - mean(maskOf(seed, 0.3, 2, 2)));
  assertAlmostEquals(mean(partner), 0.3, 4 * 0.1 / Math.sqrt(2000));
});

Deno.test("a larger ratio only takes more pixels from the anchor", () => {
  for (let seed = 0; seed < 20; seed++) {
    const masks = [0.1, 0.4, 0.6, 0.9].map((ratio) => maskOf(seed, ratio, 16, 16));
    for (let i = 1; i < masks.length; i++) {
      assertEquals(masks[i]!.every((share, pixel) => share <= masks[i - 1]![pixel]!), true);
    }
  }
});

Deno.test("a soft edge keeps the mean exactly, and no edge is softer than the smaller share allows", () => {
  for (let seed = 0; seed < 30; seed++) {
    for (const ratio of [0, 0.1, 0.5, 0.95, 1]) {
      for (const soft of [0.05, 0.5]) {
        assertAlmostEquals(mean(maskOf(seed, ratio, 12, 12, soft)), mean(maskOf(seed, ratio, 12, 12)), 1e-7);
      }
    }
  }
});

Deno.test("every pixel is the partner's as often as asked", () => {
  const runs = 1500, counts = new Float64Array(64);
  for (let seed = 0; seed < runs; seed++) {
    for (const [pixel, share] of maskOf(seed, 0.3, 8, 8).entries()) counts[pixel]! += (1 - share) / runs;
  }
  for (const share of counts) assertAlmostEquals(share, 0.3, 5 * Math.sqrt(0.21 / runs));
});

/** How often neighbours along x and along y are on different sides of the median, over many fields. */
function edgeRates(decay: number, height: number, width: number, runs: number): readonly [number, number] {
  let along = 0, down = 0;
  for (let seed = 0; seed < runs; seed++) {
    const ranks = ranksOf(seed, decay, height, width);
    const side = (x: number, y: number) => ranks[(y % height) * width + x % width]! < 0.5;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        if (side(x, y) !== side(x + 1, y)) along++;
        if (side(x, y) !== side(x, y + 1)) down++;
      }
    }
  }
  return [along / (height * width * runs), down / (height * width * runs)];
}

Deno.test("noise is isotropic: edges are as frequent along x as along y, and wrap around", () => {
  const [along, down] = edgeRates(3, 32, 32, 400);
  assertAlmostEquals(along / down, 1, 0.06);
});

/** How often neighbours along x and along y of isotropic noise are on different sides of zero (arccosine law). */
function expectedRates(decay: number, height: number, width: number): readonly [number, number] {
  let total = 0, alongX = 0, alongY = 0;
  for (let ky = -8; ky <= 8; ky++) {
    for (let kx = -8; kx <= 8; kx++) {
      if (kx === 0 && ky === 0) continue;
      const power = Math.hypot(kx / width, ky / height) ** (-2 * decay);
      total += power;
      alongX += power * Math.cos(2 * Math.PI * kx / width);
      alongY += power * Math.cos(2 * Math.PI * ky / height);
    }
  }
  return [Math.acos(alongX / total) / Math.PI, Math.acos(alongY / total) / Math.PI];
}

Deno.test("noise is isotropic in pixels, also on images that are not square", () => {
  for (const [height, width] of [[48, 32], [24, 40]] as const) {
    const [along, down] = edgeRates(3, height, width, 1000),
      [alongX, alongY] = expectedRates(3, height, width);
    assertAlmostEquals(along / alongX, 1, 0.1);
    assertAlmostEquals(down / alongY, 1, 0.1);
  }
});

Deno.test("a higher decay gives fewer edges", () => {
  const [rough, published, smooth] = [1, 3, 5].map((decay) => edgeRates(decay, 32, 32, 40)[0]);
  assertEquals(rough! > published! && published! > smooth!, true);
});

Deno.test("edges are as frequent as in noise of the full spectrum, at any decay below 3 and any size", () => {
  const golden = Deno.readTextFileSync(new URL("../golden/fmix_edges.csv", import.meta.url)).trim().split(
    "\n",
  );
  for (const line of golden) {
    const [decay, height, width, alongX, alongY] = line.split(",").map(Number) as [
      number,
      number,
      number,
      number,
      number,
    ];
    const fields = height * width > 5000 ? 2 * decay : 80_000 / (height * width);
    const [along, down] = edgeRates(decay, height, width, Math.ceil(fields));
    const tolerance = decay < 1.5 ? 0.05 : 0.2;
    assertAlmostEquals(along, alongX, tolerance * alongX, `along x for ${line}`);
    assertAlmostEquals(down, alongY, tolerance * alongY, `along y for ${line}`);
  }
});

Deno.test("ranks are each of (r + 0.5) / n once, ties by place", () => {
  for (const [height, width] of sizes) {
    for (const decay of [1, 3]) {
      const ranks = [...ranksOf(1, decay, height, width)].sort((a, b) => a - b);
      const expected = ranks.map((_, rank) => Math.fround((rank + 0.5) / ranks.length));
      assertEquals(ranks, expected);
    }
  }
  const constant: NoiseField = { kind: "noise", amplitudes: new Float32Array(3 * 2 * 2) };
  assertEquals([...rankedNoise(constant, 2, 2)], [0.125, 0.375, 0.625, 0.875]);
});

Deno.test("noise is above a level where its rank is", () => {
  for (const [height, width] of sizes) {
    const constant: NoiseField = {
      kind: "noise",
      amplitudes: new Float32Array(fieldOf(1, 3, height, width).amplitudes.length),
    };
    for (const field of [fieldOf(1, 3, height, width), fieldOf(2, 5, height, width), constant]) {
      const ranks = rankedNoise(field, height, width), above = new Float32Array(ranks.length);
      for (const level of [0, 0.1, 0.5, 0.9, 1, ...ranks]) {
        noiseAbove(field, Math.fround(level), height, width, above);
        assertEquals([...above], [...ranks].map((rank) => rank >= Math.fround(level) ? 1 : 0));
      }
    }
  }
});

Deno.test("noise is the sum of its waves", () => {
  const field = fieldOf(5, 3, 6, 9), ranks = rankedNoise(field, 6, 9);
  const direct = Array.from({ length: 54 }, (_, i) => {
    const x = i % 9, y = Math.floor(i / 9);
    let value = 0;
    for (let ky = -3, wave = 0; ky <= 3; ky++) {
      for (let kx = 0; kx <= 4; kx++, wave++) {
        const phase = 2 * Math.PI * (kx * x / 9 + ky * y / 6);
        value += field.amplitudes[2 * wave]! * Math.cos(phase) +
          field.amplitudes[2 * wave + 1]! * Math.sin(phase);
      }
    }
    return value;
  });
  const order = direct.map((_, i) => i).sort((a, b) => direct[a]! - direct[b]!);
  for (const [rank, pixel] of order.entries()) assertAlmostEquals(ranks[pixel]!, (rank + 0.5) / 54, 1e-6);
});
