import { assertEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { perClass } from "../../src/data/per_class.ts";
import { anyLabels, countOf, splitOf } from "./split_of.ts";

Deno.test("perClass() keeps the first samples of every class that occurs, in file order", () => {
  fc.assert(fc.property(anyLabels, fc.nat(), (labels, some) => {
    const classes = [...new Set(labels)];
    const fewest = Math.min(...classes.map((label) => countOf(labels, label)));
    const few = perClass(splitOf(labels), 1 + some % fewest);
    assertEquals(few.count, classes.length * (1 + some % fewest));
    assertEquals([...few.images], [...few.images].sort((a, b) => a - b));
    assertEquals([...few.labels], Array.from(few.images, (row) => labels[row]!));
    for (const label of classes) {
      const rows = labels.flatMap((each, row) => each === label ? [row] : []);
      const kept = [...few.images].filter((row) => labels[row] === label);
      assertEquals(kept, rows.slice(0, 1 + some % fewest));
    }
  }));
});

Deno.test("perClass() refuses a count that is no positive integer, and a class with fewer samples", () => {
  for (const count of [0, -1, 1.5, NaN]) {
    assertThrows(
      () => perClass(splitOf([0, 1]), count),
      RangeError,
      `Cannot take samples perClass(): count must be an integer of at least 1, current value is ${count}`,
    );
  }
  assertThrows(
    () => perClass(splitOf([0, 3, 0]), 2),
    RangeError,
    "Cannot take samples perClass(): class 3 must have at least 2 samples, current value is 1",
  );
});
