import { assert, assertEquals, assertStrictEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { mislabel } from "../../src/data/mislabel.ts";
import { anyLabels, splitOf } from "./split_of.ts";

Deno.test("mislabel() changes no label at probability 0, and every label to another class at 1", () => {
  fc.assert(fc.property(anyLabels, fc.nat(), (labels, seed) => {
    const split = splitOf(labels);
    assertEquals(mislabel(split, { probability: 0, classes: 4, seed }), split);
    const all = mislabel(split, { probability: 1, classes: 4, seed });
    assertStrictEquals(all.images, split.images);
    for (const [row, label] of all.labels.entries()) assert(label !== labels[row] && label < 4);
  }));
});

Deno.test("mislabel() makes more labels wrong at a higher probability, and the same ones equally", () => {
  fc.assert(
    fc.property(
      anyLabels,
      fc.nat(),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (labels, seed, probability) => {
        const split = splitOf(labels);
        const less = mislabel(split, { probability: probability / 2, classes: 4, seed }).labels;
        const more = mislabel(split, { probability, classes: 4, seed }).labels;
        for (const [row, label] of less.entries()) if (label !== labels[row]) assertEquals(more[row], label);
      },
    ),
  );
});

Deno.test("mislabel() makes the asked share wrong, to every other class equally often, by seed", () => {
  const split = { count: 20_000, images: new Uint8Array(), labels: new Uint8Array(20_000).fill(2) };
  const noisy = mislabel(split, { probability: 0.3, classes: 5, seed: 7 }).labels;
  const counts = [0, 1, 2, 3, 4].map((label) => noisy.filter((each) => each === label).length);
  for (const [label, count] of counts.entries()) {
    const expected = label === 2 ? 14_000 : 1500;
    // five standard deviations of a binomial count
    assert(Math.abs(count - expected) < 5 * Math.sqrt(expected));
  }
  assertEquals(mislabel(split, { probability: 0.3, classes: 5, seed: 7 }).labels, noisy);
  assert(
    mislabel(split, { probability: 0.3, classes: 5, seed: 8 }).labels.some((label, row) =>
      label !== noisy[row]
    ),
  );
});

Deno.test("mislabel() refuses a probability, a number of classes and labels out of range", () => {
  const split = splitOf([0, 3]);
  for (const probability of [-0.1, 1.1, NaN]) {
    assertThrows(
      () => mislabel(split, { probability, classes: 4 }),
      RangeError,
      `Cannot mislabel() a split: probability must be in [0, 1], current value is ${probability}`,
    );
  }
  for (const classes of [1, 65_537, 2.5]) {
    assertThrows(
      () => mislabel(split, { probability: 0, classes }),
      RangeError,
      `classes must be an integer in 2…65536, current value is ${classes}`,
    );
  }
  assertThrows(
    () => mislabel(split, { probability: 0, classes: 3 }),
    RangeError,
    "labels must be below 3, current value is 3",
  );
});
