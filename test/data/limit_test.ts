import { assertEquals, assertLessOrEqual, assertStrictEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { limit } from "../../src/data/limit.ts";
import { anyLabels, countOf, splitOf } from "./split_of.ts";

Deno.test("limit() takes the first samples of every class in file order", () => {
  const few = limit(splitOf([2, 2, 2, 0, 1, 0, 1, 2]), 5);
  assertEquals(few, { count: 5, images: Uint8Array.of(0, 1, 3, 4, 5), labels: Uint8Array.of(2, 2, 0, 1, 0) });
});

Deno.test("limit() keeps whole images, in order, the first ones of their class", () => {
  fc.assert(fc.property(anyLabels, fc.nat(), (labels, some) => {
    const count = 1 + some % (labels.length - 1);
    const few = limit(splitOf(labels), count);
    assertEquals(few.count, count);
    assertEquals([...few.images], [...few.images].sort((a, b) => a - b));
    assertEquals([...few.labels], [...few.images].map((row) => labels[row]!));
    for (const wanted of new Set(labels)) {
      const rows = labels.flatMap((label, row) => label === wanted ? [row] : []);
      const kept = [...few.images].filter((row) => labels[row] === wanted);
      assertEquals(kept, rows.slice(0, kept.length));
    }
  }));
});

Deno.test("limit() differs by one sample between classes unless a class runs out", () => {
  fc.assert(fc.property(anyLabels, fc.nat(), (labels, some) => {
    const few = limit(splitOf(labels), 1 + some % (labels.length - 1));
    const counts = [...new Set(labels)].map((label) =>
      [countOf(few.labels, label), countOf(labels, label)] as const
    );
    const most = Math.max(...counts.map(([kept]) => kept));
    for (const [kept, available] of counts) assertLessOrEqual(Math.min(most - 1, available), kept);
  }));
});

Deno.test("limit() takes a subset of what it takes for a larger count", () => {
  fc.assert(fc.property(anyLabels, fc.nat(), (labels, some) => {
    const count = 1 + some % (labels.length - 1);
    const larger = new Set(limit(splitOf(labels), count + 1).images);
    assertEquals([...limit(splitOf(labels), count).images].filter((row) => !larger.has(row)), []);
  }));
});

Deno.test("limit() gives the split itself when it is small enough", () => {
  const split = splitOf([0, 1]);
  assertStrictEquals(limit(split, 2), split);
  assertStrictEquals(limit(split, 99), split);
});

Deno.test("limit() refuses a count that is not a positive integer", () => {
  for (const count of [0, -1, 1.5, NaN]) {
    assertThrows(
      () => limit(splitOf([0, 1]), count),
      RangeError,
      `Cannot limit() a split: count must be an integer of at least 1, current value is ${count}`,
    );
  }
});
