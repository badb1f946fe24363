import { assert, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { holdOut } from "../../src/data/hold_out.ts";
import { anyLabels, countOf, splitOf } from "./split_of.ts";

Deno.test("holdOut() puts every sample into one part, in file order, and its share of each class to within one", () => {
  const anyShare = fc.double({ min: 0.01, max: 0.99, noNaN: true });
  fc.assert(fc.property(anyLabels, anyShare, fc.nat(), (labels, share, seed) => {
    const held = Math.round(share * labels.length);
    fc.pre(held > 0 && held < labels.length);
    const { train, validation } = holdOut(splitOf(labels), { share, seed });
    assertEquals(validation.count, held);
    const together = [...train.images, ...validation.images].sort((a, b) => a - b);
    assertEquals(together, [...labels.keys()]);
    for (const part of [train, validation]) {
      assertEquals([...part.images], [...part.images].sort((a, b) => a - b));
      assertEquals([...part.labels], Array.from(part.images, (row) => labels[row]!));
    }
    for (const label of new Set(labels)) {
      const expected = countOf(labels, label) * held / labels.length;
      assert(Math.abs(countOf(validation.labels, label) - expected) < 1 + 1e-9);
    }
  }));
});

Deno.test("holdOut() depends on the seed", () => {
  const split = splitOf(Array(100).fill(0));
  const rows = (seed?: number) => [...holdOut(split, { share: 0.5, seed }).validation.images];
  assertEquals(rows(0), rows());
  assertNotEquals(rows(0), rows(1));
  assertNotEquals(rows(0), Array.from({ length: 50 }, (_, n) => 2 * n + 1));
});

Deno.test("holdOut() refuses a share that leaves a part empty", () => {
  for (const share of [0, 1, NaN]) {
    assertThrows(
      () => holdOut(splitOf([0, 1]), { share }),
      RangeError,
      `Cannot holdOut() samples: share must be in (0, 1), current value is ${share}`,
    );
  }
  assertThrows(
    () => holdOut(splitOf([0, 1]), { share: 0.1 }),
    RangeError,
    "Cannot holdOut() samples: both parts must have a sample, current value is 0 held out of 2",
  );
});
