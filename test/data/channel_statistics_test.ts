import { assertAlmostEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { channelStatistics } from "../../src/data/channel_statistics.ts";

Deno.test("channelStatistics() agrees with the two-pass definition", () => {
  const anyPixels = fc.array(fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)), { minLength: 1 });
  fc.assert(fc.property(anyPixels, (pixels) => {
    const { mean, std } = channelStatistics(Uint8Array.from(pixels.flat()), 3);
    for (const channel of [0, 1, 2]) {
      const values = pixels.map((pixel) => pixel[channel]! / 255);
      const constant = values.every((value) => value === values[0]);
      const expected = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - expected) ** 2, 0) / values.length;
      assertAlmostEquals(mean[channel]!, expected, 1e-12);
      assertAlmostEquals(std[channel]!, constant ? 1 : Math.sqrt(variance), 1e-12);
    }
  }));
});

Deno.test("channelStatistics() refuses images without a pixel", () => {
  assertThrows(
    () => channelStatistics(new Uint8Array(), 3),
    RangeError,
    "Cannot compute channelStatistics()",
  );
});
