import { assertEquals, assertThrows } from "@std/assert";
import * as m from "../../mod.ts";
import { contrastOf } from "../../src/engine/saliency/contrast.ts";
import { mixed, noise } from "../laws/batches.ts";
import { recipeOf } from "../table.ts";

interface Square {
  readonly left: number;
  readonly top: number;
  readonly side: number;
}

/** A black image with a bright square, of three channels. */
function squareOn(height: number, width: number, { left, top, side }: Square, light = 1): Float32Array {
  return Float32Array.from({ length: height * width * 3 }, (_, i) => {
    const x = Math.floor(i / 3) % width, y = Math.floor(i / 3 / width);
    return x >= left && x < left + side && y >= top && y < top + side ? light : 0;
  });
}

/** Squares at places that a seed gives. */
function squares(height: number, width: number): readonly Square[] {
  const from = m.key(7);
  return Array.from({ length: 30 }, (_, i) => {
    const side = 4 + Math.floor(m.uniform(from, 3 * i) * 5);
    const place = (draw: number, extent: number) => Math.floor(m.uniform(from, draw) * (extent - side + 1));
    return { left: place(3 * i + 1, width), top: place(3 * i + 2, height), side };
  });
}

/** One sample of zeros with one partner. */
function withPartner(partner: Float32Array, height: number, width: number): m.Batch {
  return {
    images: new Float32Array(partner.length),
    shape: [1, height, width, partner.length / (height * width)],
    labels: Int32Array.of(0),
    classes: 2,
    pool: { images: partner, labels: Int32Array.of(1) },
  };
}

/** The pixel that a recipe of boxes of one pixel shows: the peak. */
function peakOf(saliency: m.Saliency, partner: Float32Array, height: number, width: number, view?: m.View) {
  const recipe = recipeOf(m.salientBox({ saliency }), m.fixed(1 / (height * width)));
  const seen = view === undefined ? recipe : m.withViews(view)(recipe);
  const { masks } = mixed(seen, m.key(3), withPartner(partner, height, width));
  const place = masks.indexOf(0);
  assertEquals(masks.filter((share) => share === 0).length, 1);
  return { x: place % width, y: Math.floor(place / width) };
}

const [height, width] = [31, 40];

/** Whether a pixel is in a square, or so many pixels beside it. */
function isIn({ left, top, side }: Square, { x, y }: { x: number; y: number }, beside = 0): boolean {
  return x >= left - beside && x < left + side + beside && y >= top - beside && y < top + side + beside;
}

Deno.test("the box is centred inside a bright square on black, and a black one on white", () => {
  for (const square of squares(height, width)) {
    const image = squareOn(height, width, square);
    for (const seen of [image, image.map((value) => 1 - value)]) {
      const peak = peakOf(m.contrast(), seen, height, width);
      assertEquals(isIn(square, peak), true, `${JSON.stringify(square)}: ${JSON.stringify(peak)}`);
    }
  }
});

Deno.test("the spectral residual finds most bright squares on faint noise", () => {
  const grain = noise(m.key(5), height * width);
  const found = squares(height, width).filter((square) => {
    const image = squareOn(height, width, square).map((value, i) => value + 0.06 * grain[Math.floor(i / 3)]!);
    return isIn(square, peakOf(m.spectralResidual(), image, height, width), 1);
  });
  assertEquals(found.length >= 24, true, `${found.length} of 30`);
});

Deno.test("the spectral residual of clean squares peaks where NumPy's does", () => {
  // numpy 1.24: bilinear to 64×64, fft2, log(|F| + 1e-9) less its circular 3×3 mean, ifft2, |·|², 5 weights exp(-d²/128)
  const golden = [[3, 20, 5, 37, 24], [20, 10, 8, 27, 20], [30, 2, 4, 32, 29], [10, 10, 6, 15, 19], [
    0,
    0,
    5,
    0,
    0,
  ]];
  for (const [left, top, side, x, y] of golden as [number, number, number, number, number][]) {
    const image = squareOn(height, width, { left, top, side });
    assertEquals(peakOf(m.spectralResidual(), image, height, width), { x, y });
  }
});

for (const saliency of [m.contrast(), m.contrast({ scale: "each" }), m.spectralResidual()]) {
  Deno.test(`images that are constant, tiny or not finite give a mask all the same: ${JSON.stringify(saliency)}`, () => {
    for (const [height, width] of [[1, 1], [1, 9], [2, 2], [5, 3], [32, 32]] as const) {
      for (const value of [0, 0.5, 255, -3, NaN, Infinity]) {
        const recipe = recipeOf(m.salientBox({ saliency }), m.fixed(0.5));
        const partner = new Float32Array(height * width * 3).fill(value);
        const { masks, lambda } = mixed(recipe, m.key(1), withPartner(partner, height, width));
        assertEquals(masks.every((share) => share === 0 || share === 1), true);
        assertEquals(Number.isFinite(lambda[0]), true);
      }
    }
  });
}

Deno.test("contrast is what its definition says, added up pixel by pixel", () => {
  const [height, width, reaches] = [9, 13, [1, 3, 20]] as const;
  const grey = Array.from(noise(m.key(4), height * width), (value) => Math.floor(256 * value));
  grey[5] = 0, grey[40] = 255; // so that stretching changes nothing
  const within = (i: number, side: number) => side - 1 - Math.abs(side - 1 - Math.abs(i));
  const at = (values: readonly number[], x: number, y: number) =>
    values[within(y, height) * width + within(x, width)]!;
  const smooth = (values: readonly number[]) =>
    values.map((_, i) => {
      let sum = 0;
      for (const [dy, down] of [[-1, 1], [0, 2], [1, 1]] as const) {
        for (const [dx, across] of [[-1, 1], [0, 2], [1, 1]] as const) {
          sum += down * across * at(values, i % width + dx, Math.floor(i / width) + dy);
        }
      }
      return Math.floor(sum / 16 + 0.5);
    });
  const smoothed = smooth(smooth(grey));
  const differences = smoothed.map((value, i) => {
    const x = i % width, y = Math.floor(i / width);
    return reaches.map((reach) => {
      const others = smoothed.filter((_, j) => {
        const dx = j % width - x, dy = Math.floor(j / width) - y;
        return j !== i && dx > -reach && dx <= reach && dy > -reach && dy <= reach;
      });
      const sum = others.reduce((total, other) => total + other, 0);
      return others.length === 0 ? 0 : Math.trunc(value - sum / others.length);
    });
  });
  const total = (values: readonly number[], sign: number) =>
    values.reduce((sum, value) => sum + Math.max(0, sign * value), 0);
  const stretched = (sign: number) => {
    const sums = differences.map((values) => total(values, sign)), most = Math.max(...sums);
    return sums.map((sum) => Math.trunc(255 * sum / most));
  };
  const [lighter, darker] = [stretched(1), stretched(-1)];
  const sums = differences.map((values) => total(values, 1) + total(values, -1));
  const computed = (scale: "one" | "each", image = grey) => [
    ...contrastOf(Float32Array.from(image), [height, width, 1], m.contrast({ reaches, scale }), 255),
  ];
  assertEquals(computed("one"), sums);
  const beside = (value: number, i: number) => value === 0 || value === 255 ? 0 : 0.1 * (i % 3 - 1);
  assertEquals(computed("one", grey.map((value, i) => value / 2 + beside(value, i) + 30.125)), sums);
  assertEquals(computed("each"), lighter.map((value, i) => value + darker[i]!));
});

Deno.test("the unit of the pixels does not matter to contrast", () => {
  const image = noise(m.key(8), 16 * 16 * 3), peak = peakOf(m.contrast(), image, 16, 16);
  for (const scale of [255, 0.001]) {
    assertEquals(peakOf(m.contrast(), image.map((value) => scale * value), 16, 16), peak);
  }
});

Deno.test("a partner is looked at as it is read: a mirrored view mirrors the peak", () => {
  const square = { left: 3, top: 20, side: 5 };
  const image = squareOn(height, width, square), mirrored = { ...square, left: width - 8 };
  const view: m.View = { name: "mirror", draw: () => ({ dx: 0, dy: 0, mirror: true }) };
  assertEquals(isIn(mirrored, peakOf(m.contrast(), image, height, width, view)), true);
});

Deno.test("the box has the sides of CutMix's, and the border clips it", () => {
  const image = squareOn(height, width, { left: 0, top: 10, side: 6 });
  const recipe = recipeOf(m.salientBox(), m.fixed(0.25));
  const { masks } = mixed(recipe, m.key(3), withPartner(image, height, width));
  const box = Array.from(masks.keys()).filter((i) => masks[i] === 0);
  assertEquals(new Set(box.map((i) => Math.floor(i / width))).size, Math.round(height / 2));
  const columns = new Set(box.map((i) => i % width));
  assertEquals([columns.has(0), columns.size >= 10 && columns.size < 20], [true, true]);
});

Deno.test("SaliencyMix of a batch's first sample takes its partner's box for all", () => {
  const places = squares(height, width).slice(0, 5);
  const batch: m.Batch = {
    images: Float32Array.from(places.flatMap((square) => [...squareOn(height, width, square)])),
    shape: [5, height, width, 3],
    labels: Int32Array.of(0, 1, 0, 1, 0),
    classes: 2,
  };
  const recipe = m.saliencymix({ scope: "batch-first" });
  const { masks, partner } = mixed(recipe, m.key(2), batch);
  const [first, ...others] = Array.from(
    { length: 5 },
    (_, n) => masks.subarray(n * height * width, (n + 1) * height * width),
  );
  for (const other of others) assertEquals(other, first);
  const { left, top, side } = places[partner[0]!]!;
  assertEquals(first![Math.floor(top + side / 2) * width + Math.floor(left + side / 2)], 0);
  const plan = m.draw(recipe, m.key(2), { samples: 5, height, width });
  assertEquals(plan.passes[0]!.peaks.length, 1);
  assertEquals(m.draw(m.saliencymix(), m.key(2), { samples: 5, height, width }).passes[0]!.peaks.length, 5);
});

Deno.test("a change turns a salient box about its peak", () => {
  const quarter = m.rotate({ degrees: [90, 90] });
  const square = { left: 28, top: 4, side: 6 };
  const recipe = recipeOf(quarter(m.salientBox()), m.fixed(0.02));
  const { masks } = mixed(recipe, m.key(3), withPartner(squareOn(height, width, square), height, width));
  const box = Array.from(masks.keys()).filter((i) => masks[i] === 0);
  assertEquals(box.length > 10, true);
  for (const i of box) {
    assertEquals(i % width > 24 && i % width < 38 && Math.floor(i / width) < 14, true, `${i}`);
  }
});

Deno.test("what cannot be looked for is refused", () => {
  for (const reaches of [[], [0], [1.5]]) {
    assertThrows(() => m.contrast({ reaches }), RangeError, "Cannot build contrast(): reaches must be");
  }
  assertThrows(
    () => m.saliencymix({ scope: "batch" as "sample" }),
    RangeError,
    'Cannot build saliencymix(): scope must be "sample" or "batch-first", current value is batch',
  );
});
