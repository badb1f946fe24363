import { assertEquals, assertLessOrEqual, assertNotEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { kFold } from "../../src/data/k_fold.ts";
import { anyLabels, countOf, splitOf } from "./split_of.ts";

Deno.test("kFold() validates with every sample once, in parts alike in size and classes to within one", () => {
  fc.assert(fc.property(anyLabels, fc.nat(), fc.nat(), (labels, some, seed) => {
    const folds = 2 + some % Math.min(9, labels.length - 1);
    const pairs = [...kFold(splitOf(labels), { folds, seed })];
    assertEquals(pairs.length, folds);
    const validated = pairs.flatMap(({ validation }) => [...validation.images]);
    assertEquals(validated.sort((a, b) => a - b), [...labels.keys()]);
    for (const { train, validation } of pairs) {
      assertEquals([...train.images, ...validation.images].sort((a, b) => a - b), [...labels.keys()]);
      assertEquals([...train.labels], Array.from(train.images, (row) => labels[row]!));
    }
    const spread = (counts: readonly number[]) => Math.max(...counts) - Math.min(...counts);
    assertLessOrEqual(spread(pairs.map(({ validation }) => validation.count)), 1);
    for (const label of new Set(labels)) {
      assertLessOrEqual(spread(pairs.map(({ validation }) => countOf(validation.labels, label))), 1);
    }
  }));
});

Deno.test("kFold() depends on the seed", () => {
  const rows = (seed: number) =>
    [...kFold(splitOf(Array(50).fill(0)), { folds: 5, seed })][0]!.validation.images;
  assertEquals(rows(3), rows(3));
  assertNotEquals(rows(3), rows(4));
});

Deno.test("kFold() refuses a number of folds that does not fit, before a pair is asked for", () => {
  for (const folds of [1, 4, 2.5, NaN]) {
    assertThrows(
      () => kFold(splitOf([0, 1, 0]), { folds }),
      RangeError,
      `Cannot kFold() a split: folds must be an integer in 2…3, current value is ${folds}`,
    );
  }
});
