import { assertAlmostEquals, assertEquals } from "@std/assert";
import { fold, fourier, key, type NoiseField, type RasterField } from "../../mod.ts";
import { normalQuantile } from "../../src/math/mod.ts";
import { mean } from "../random/statistics.ts";

/** The amplitudes of noise, by the cycles a side of its waves: the mean square over many draws. */
function powers(decay: number, height: number, width: number): ReadonlyMap<string, number> {
  const fields = Array.from(
    { length: 1000 },
    (_, i) => fourier({ decay }).draw(fold(key(6), i), 0.5, { height, width })[0] as NoiseField,
  );
  const { bandX, bandY } = bands(fields[0]!.amplitudes.length, height, width);
  const waves = new Map<string, number>();
  for (let ky = -bandY, wave = 0; ky <= bandY; ky++) {
    for (let kx = 0; kx <= bandX; kx++, wave++) {
      if (Math.max(kx, Math.abs(ky)) > 8) continue;
      const squares = [2 * wave, 2 * wave + 1].map((place) =>
        mean(fields.map(({ amplitudes }) => amplitudes[place]! ** 2))
      );
      const [cosines, sines] = squares as [number, number];
      assertAlmostEquals(cosines, sines, 0.3 * cosines + 1e-30, `${kx}, ${ky}`);
      waves.set(`${kx},${ky}`, mean(squares));
    }
  }
  return waves;
}

/** How many cycles a side a field of so many numbers holds: the same along both sides of a square, else those of small sides. */
function bands(
  length: number,
  height: number,
  width: number,
): { readonly bandX: number; readonly bandY: number } {
  for (let bandX = 0; bandX <= width / 2; bandX++) {
    for (let bandY = 0; bandY <= height / 2; bandY++) {
      const alike = height !== width || bandX === bandY;
      if (alike && (2 * bandY + 1) * (bandX + 1) * 2 === length) return { bandX, bandY };
    }
  }
  throw new Error(`no bands have ${length} numbers`);
}

for (const decay of [3, 4.5]) {
  Deno.test(`the amplitudes of noise of decay ${decay} fall by the power ${decay} of the frequency, in every direction`, () => {
    for (const side of [24, 64]) {
      const waves = powers(decay, side, side), unit = waves.get("1,0")!;
      assertAlmostEquals(unit, 1, 0.16, "the longest wave has amplitude 1");
      for (const [wave, power] of waves) {
        const [kx, ky] = wave.split(",").map(Number) as [number, number];
        const twice = kx === 0 && ky <= 0; // the constant, and waves that are there twice
        if (twice) assertEquals(power, 0, wave);
        // 2,000 squares of normal numbers: a deviation of 3.2 %.
        else assertAlmostEquals(power * Math.hypot(kx, ky) ** (2 * decay), 1, 0.16, wave);
      }
      assertEquals(waves.has("8,8"), true);
    }
  });
}

/** The mean square of some waves of a full spectrum, whose field is known by its ranks: the normal numbers of these ranks. */
function fullPowers(
  decay: number,
  height: number,
  width: number,
  waves: readonly (readonly [kx: number, ky: number])[],
): readonly number[] {
  const angles = waves.map(([kx, ky]) =>
    Array.from(
      { length: height * width },
      (_, i) => 2 * Math.PI * (kx * (i % width) / width + ky * Math.floor(i / width) / height),
    )
  );
  const turns = angles.map((wave) => wave.map((angle) => [Math.cos(angle), Math.sin(angle)] as const));
  const powers = waves.map(() => 0);
  for (let seed = 0; seed < 600; seed++) {
    const [field] = fourier({ decay }).draw(fold(key(6), seed), 0.5, { height, width });
    const field64 = Array.from(
      (field as RasterField).values,
      (rank) => normalQuantile((rank < 0.5 ? -rank : 1 - rank) * 2 ** 32),
    );
    for (const [wave, turn] of turns.entries()) {
      let cosines = 0, sines = 0;
      for (const [i, [cos, sin]] of turn.entries()) {
        cosines += field64[i]! * cos;
        sines += field64[i]! * sin;
      }
      powers[wave]! += cosines ** 2 + sines ** 2;
    }
  }
  return powers;
}

for (const [height, width] of [[16, 16], [12, 20]] as const) {
  Deno.test(`the amplitudes of noise of decay 0.5 fall so up to the shortest waves, in every direction, at ${height}×${width}`, () => {
    const waves = [[1, 0], [0, 1], [1, 1], [1, -1], [3, 2], [-3, 2], [5, 5], [7, 1], [7, -5], [8, 0], [
      0,
      6,
    ]] as const;
    const white = fullPowers(0.5, height, width, waves).map((power, i) => {
      const [kx, ky] = waves[i]!;
      return power * Math.hypot(kx / width, ky / height);
    });
    // 1,200 squares of normal numbers: a deviation of 4 %; and the ranks of few pixels hold a little less of long waves.
    for (const [i, power] of white.entries()) assertAlmostEquals(power / mean(white), 1, 0.18, `${waves[i]}`);
  });
}

Deno.test("on an image that is not square, frequencies count in cycles a pixel, and the longest wave has amplitude 1", () => {
  const waves = powers(3, 6, 12);
  for (
    const [wave, cycles] of [["1,0", 1], ["2,0", 2], ["0,1", 2], ["1,1", Math.hypot(1, 2)], [
      "3,-2",
      5,
    ]] as const
  ) {
    assertAlmostEquals(waves.get(wave)! * cycles ** 6, 1, 0.16, wave);
  }
});

Deno.test("the waves of an image of few pixels are those that it can show", () => {
  for (const [height, width, numbers] of [[1, 1, 2], [1, 9, 10], [4, 6, 40], [9, 4, 54]] as const) {
    const [field] = fourier().draw(key(1), 0.5, { height, width }) as unknown as [NoiseField];
    assertEquals(field.amplitudes.length, numbers, `${height}×${width}`);
  }
});

Deno.test("what is drawn of noise does not depend on what was drawn before", () => {
  // Masks draw when they are built. Below 3 noise has its full spectrum, which is kept apart.
  const [faster, published, slower, slowest] = [4, 3, 2, 1].map((decay) => fourier({ decay }));
  const draw = ([mask, height, width]: readonly [typeof published, number, number]) =>
    mask!.draw(key(4), 0.5, { height, width })[0];
  const wanted = [
    ...[published, faster, slower, slowest].map((mask) => [mask, 8, 12] as const),
    ...[published, slower].flatMap((mask) => [[mask, 10, 12], [mask, 8, 14], [mask, 12, 8]] as const),
  ];
  const alone = wanted.map((one) => {
    draw([faster, 3, 3]);
    draw([slowest, 3, 3]);
    return draw(one);
  });
  for (const before of wanted) {
    for (const [i, one] of wanted.entries()) {
      draw(before);
      assertEquals(draw(one), alone[i], `${i}`);
    }
  }
});
