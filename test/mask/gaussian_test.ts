import { assertAlmostEquals, assertEquals } from "@std/assert";
import { fold, gaussian, type GaussianOptions, key, uniform } from "../../mod.ts";
import { calibratedArea, quadraticForm } from "../../src/mask/bump.ts";
import { type DrawnMask, drawnMask, pixelsOf } from "../laws/evaluate.ts";
import { mean } from "../random/statistics.ts";
import { rendered } from "./rendered.ts";

function maskOf(
  options: GaussianOptions,
  seed: number,
  ratio: number,
  height: number,
  width: number,
): DrawnMask {
  return drawnMask(gaussian(options), key(seed), ratio, height, width);
}

function centreOf(seed: number, height: number, width: number): readonly [number, number] {
  const [x, y] = gaussian().draw(key(seed), 0.3, { height, width }) as number[];
  return [x!, y!];
}

for (const covariance of ["identity", "random"] as const) {
  Deno.test(`a calibrated bump of ${covariance} covariance gives the partner the asked share`, () => {
    for (const [height, width] of [[7, 7], [32, 32], [17, 31], [64, 64]] as const) {
      for (const ratio of [0.002, 0.01, 0.1, 0.3, 0.5, 0.7, 0.95, 0.999]) {
        const share = Math.min(ratio, 1 - ratio);
        if (share * height * width < 1) continue;
        for (let seed = 0; seed < 6; seed++) {
          const partner = 1 -
            mean(pixelsOf(maskOf({ covariance }, seed, ratio, height, width), height, width));
          assertAlmostEquals(
            Math.min(partner, 1 - partner),
            share,
            1.01e-3 * share,
            `${ratio} at ${height}×${width}`,
          );
        }
      }
    }
  });

  Deno.test(`a calibrated bump of ${covariance} covariance is right on large images too`, () => {
    for (const share of [2e-5, 1e-4, 1e-3, 0.01, 0.3]) {
      for (let seed = 0; seed < 3; seed++) {
        const partner = 1 - mean(pixelsOf(maskOf({ covariance }, seed, share, 224, 224), 224, 224));
        assertAlmostEquals(partner, share, 1.01e-3 * share, `${share}`);
      }
    }
  });
}

Deno.test("a calibrated bump is right however narrow, however clipped, and however it is turned", () => {
  for (const maxCorrelation of [0.5, 0.95, 0.999]) {
    const options = { covariance: "random", maxCorrelation } as const;
    for (const [height, width] of [[32, 32], [9, 40], [3, 60]] as const) {
      for (let seed = 0; seed < 60; seed++) {
        const share = 0.02 + 0.008 * seed;
        const partner = 1 - mean(pixelsOf(maskOf(options, seed, share, height, width), height, width));
        assertAlmostEquals(partner, share, 1.01e-3 * share, `${share} at ${height}×${width}, seed ${seed}`);
      }
    }
  }
});

Deno.test("no calibrated bump of 20,000 is off by more than .1 % of its share", () => {
  for (let i = 0; i < 20_000; i++) {
    const from = fold(key(77), i),
      side = (draw: number) => 1 + Math.floor(24 * uniform(from, draw)),
      height = side(20),
      width = side(21);
    const share = uniform(from, 9) / 2;
    if (share * height * width < 1) continue;
    const maxCorrelation = [0, 0.95, 0.999][i % 3]!;
    const [cx, cy, xx, xy, yy] = gaussian({ covariance: "random", maxCorrelation })
      .draw(from, share, { height, width }) as [number, number, number, number, number];
    let sum = 0;
    for (let y = 0.5 - cy; y < height - cy; y++) {
      for (let x = 0.5 - cx; x < width - cx; x++) sum += Math.exp(x * x * xx + x * y * xy + y * y * yy);
    }
    assertAlmostEquals(sum / (height * width * share), 1, 1e-3, `draw ${i}: ${share} at ${height}×${width}`);
  }
});

Deno.test("a narrow bump that the corner clips is calibrated to .1 % too, whichever way it points", () => {
  for (let i = 0; i < 600; i++) {
    const from = fold(key(78), i), side = (draw: number) => 10 + Math.floor(15 * uniform(from, draw));
    const height = side(0), width = side(1), share = 0.4 + 0.1 * uniform(from, 2);
    const { xx, xy, yy } = quadraticForm(0.8 + 0.1 * uniform(from, 3), i % 2 * Math.PI / 2);
    const cx = i % 4 < 2 ? 0.5 : width - 0.5, cy = height - 0.5;
    const area = calibratedArea(share, { xx, xy, yy }, { cx, cy }, { height, width });
    let sum = 0;
    for (let y = 0.5 - cy; y < height - cy; y++) {
      for (let x = 0.5 - cx; x < width - cx; x++) {
        sum += Math.exp(-Math.PI / area * (xx * x * x + 2 * xy * x * y + yy * y * y));
      }
    }
    assertAlmostEquals(sum / (height * width * share), 1, 1e-3, `${share} at ${height}×${width}, draw ${i}`);
  }
});

Deno.test("a bump is finite on large images, however small its share", () => {
  for (const share of [1e-7, 1e-6, 2.5e-6, 5e-6, 1e-5, 1e-3]) {
    for (let seed = 0; seed < 40; seed++) {
      const drawn = gaussian({ covariance: "random" }).draw(key(seed), share, { height: 1024, width: 1024 });
      assertEquals(drawn.every((value) => Number.isFinite(value)), true, `share ${share}: ${drawn}`);
    }
  }
});

Deno.test("the bump is strongest at its centre and the same on opposite sides", () => {
  for (let seed = 0; seed < 30; seed++) {
    for (const covariance of ["identity", "random"] as const) {
      const [cx, cy] = centreOf(seed, 20, 26), mask = maskOf({ covariance }, seed, 0.3, 20, 26);
      assertAlmostEquals(mask(cx, cy), 0, 1e-12);
      for (const [dx, dy] of [[1, 0], [2.5, -3], [-7, 1]] as const) {
        assertAlmostEquals(mask(cx + dx, cy + dy), mask(cx - dx, cy - dy), 1e-12);
        assertEquals(mask(cx + dx, cy + dy) > 0, true);
      }
    }
  }
});

Deno.test("a ratio and its complement give masks that are each other's complement", () => {
  for (const covariance of ["identity", "random"] as const) {
    for (const width of ["calibrated", "unclipped"] as const) {
      const options = { covariance, width };
      const [few, many] = [0.3, 0.7].map((ratio) => pixelsOf(maskOf(options, 4, ratio, 16, 16), 16, 16));
      for (const [i, share] of few!.entries()) assertAlmostEquals(share, 1 - many![i]!, 1e-12);
    }
  }
});

/** The mean of an unclipped bump of area `s·A` over the image, its centre uniform. */
function expectedMean(s: number): number {
  return (Math.sqrt(s) * erf(Math.sqrt(Math.PI / s)) - s / Math.PI * (1 - Math.exp(-Math.PI / s))) ** 2;
}

/** The error function by its series. */
function erf(x: number): number {
  if (x > 5) return 1;
  let term = x, sum = x;
  for (let n = 1; n < 200; n++) {
    term *= -x * x / n;
    sum += term / (2 * n + 1);
  }
  return 2 / Math.sqrt(Math.PI) * sum;
}

Deno.test("an unclipped bump loses to the border what theory says", () => {
  for (
    const [share, known] of [[0.05, 0.0431], [0.1, 0.0809], [0.2, 0.1471], [0.3, 0.2045], [0.4, 0.2552], [
      0.5,
      0.3003,
    ]] as const
  ) {
    assertAlmostEquals(expectedMean(share), known, 1e-4);
    const partner = rendered(gaussian({ width: "unclipped" }), share, [2000, 32, 32]).shares;
    assertAlmostEquals(mean(partner), known, 0.004);
  }
});

Deno.test("the paper's literal width gives the partner .745 of the image at one half", () => {
  const partner = rendered(gaussian({ width: "literal" }), 0.5, [2000, 32, 32]).shares;
  assertAlmostEquals(mean(partner), 0.745, 0.005);
});

Deno.test("a random covariance of correlation 0 is the round bump, bit for bit", () => {
  const size = { height: 15, width: 22 };
  for (let seed = 0; seed < 20; seed++) {
    const round = gaussian().draw(key(seed), 0.3, size);
    const random = gaussian({ covariance: "random", maxCorrelation: 0 }).draw(key(seed), 0.3, size);
    assertEquals(random.map((value) => value as number + 0), round.map((value) => value as number + 0));
  }
});

Deno.test("the covariance has determinant 1, the asked axis ratio, and the period π; a negative correlation is a quarter turn", () => {
  for (let i = 0; i < 50; i++) {
    const q = (i / 50) * 0.95, angle = i * 0.7;
    const { xx, xy, yy } = quadraticForm(q, angle);
    assertAlmostEquals(xx * yy - xy * xy, 1, 1e-9);
    assertEquals(xx > 0 && yy > 0, true);
    const middle = (xx + yy) / 2, apart = Math.hypot((xx - yy) / 2, xy);
    assertAlmostEquals(Math.sqrt((middle + apart) / (middle - apart)), Math.sqrt((1 + q) / (1 - q)), 1e-9);
    for (const same of [quadraticForm(q, angle + Math.PI), quadraticForm(-q, angle + Math.PI / 2)]) {
      for (const [a, b] of [[same.xx, xx], [same.xy, xy], [same.yy, yy]] as const) {
        assertAlmostEquals(a, b, 1e-9);
      }
    }
  }
});

Deno.test("the form is the inverse of the turned covariance", () => {
  const [q, angle] = [0.6, 0.4], c = Math.cos(angle), s = Math.sin(angle), root = Math.sqrt(1 - q * q);
  const covariance = {
    xx: (c * c - 2 * q * c * s + s * s) / root,
    xy: q * (c * c - s * s) / root,
    yy: (s * s + 2 * q * c * s + c * c) / root,
  };
  const form = quadraticForm(q, angle);
  assertAlmostEquals(form.xx * covariance.xx + form.xy * covariance.xy, 1, 1e-12);
  assertAlmostEquals(form.xx * covariance.xy + form.xy * covariance.yy, 0, 1e-12);
  assertAlmostEquals(form.xy * covariance.xy + form.yy * covariance.yy, 1, 1e-12);
});

Deno.test("a share of less than half a pixel is no bump at all", () => {
  assertEquals(pixelsOf(maskOf({}, 1, 0.4 / 64, 8, 8), 8, 8), Array<number>(64).fill(1));
  assertEquals(pixelsOf(maskOf({}, 1, 1 - 0.4 / 64, 8, 8), 8, 8), Array<number>(64).fill(0));
});
