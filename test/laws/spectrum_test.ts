import { assertAlmostEquals, assertEquals } from "@std/assert";
import { fold, fourier, key, type NoiseField } from "../../mod.ts";
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

for (const decay of [3, 2, 4.5]) {
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
  const [faster, published, slower] = [4, 3, 2].map((decay) => fourier({ decay })); // which draw when they are built
  const draw = ([mask, height, width]: readonly [typeof published, number, number]) =>
    (mask!.draw(key(4), 0.5, { height, width })[0] as NoiseField).amplitudes;
  const wanted = [[published, 8, 12], [slower, 8, 12], [published, 10, 12], [published, 8, 14], [
    published,
    12,
    8,
  ]] as const;
  const alone = wanted.map((one) => {
    draw([faster, 3, 3]);
    return draw(one);
  });
  for (const before of wanted) {
    for (const [i, one] of wanted.entries()) {
      draw(before);
      assertEquals(draw(one), alone[i], `${i}`);
    }
  }
});
