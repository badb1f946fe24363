import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { calibration, measure, type Predictions, softmax } from "../../../src/report/mod.ts";

const logit = fc.float({ min: -20, max: 20, noNaN: true });

const predictions: fc.Arbitrary<Predictions> = fc.record({
  samples: fc.integer({ min: 1, max: 30 }),
  classes: fc.integer({ min: 1, max: 9 }),
}).chain(({ samples, classes }) =>
  fc.record({
    logits: fc.array(logit, { minLength: samples * classes, maxLength: samples * classes }).map((values) =>
      Float32Array.from(values)
    ),
    labels: fc.array(fc.nat(classes - 1), { minLength: samples, maxLength: samples }),
    classes: fc.constant(classes),
  })
);

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

/** Six samples of three classes by hand. Likeliest: 0, 1, 1, 2, 0, 2 of the true 0, 0, 1, 2, 2, 2. */
const byHand: Predictions = {
  // every row is the logarithm of probabilities: [.8 .1 .1], [.3 .6 .1], [.1 .8 .1], [.05 .05 .9], [.55 .1 .35], [.1 .2 .7]
  logits: Float32Array.from(
    [0.8, 0.1, 0.1, 0.3, 0.6, 0.1, 0.1, 0.8, 0.1, 0.05, 0.05, 0.9, 0.55, 0.1, 0.35, 0.1, 0.2, 0.7],
    Math.log,
  ),
  labels: [0, 0, 1, 2, 2, 2],
  classes: 3,
};

Deno.test("measures of six samples are those worked out by hand", () => {
  const { samples, top1, top5, loss, perClass, confusion, calibration: { error, bins } } = measure(byHand, {
    bins: 4,
  });
  assertEquals([samples, top1, top5], [6, 100 * 4 / 6, 100]);
  assertEquals(confusion, [[1, 1, 0], [0, 1, 0], [1, 0, 2]]);
  assertEquals(perClass, [50, 100, 100 * 2 / 3]);
  assertAlmostEquals(loss, -(Math.log(0.8 * 0.3 * 0.8 * 0.9 * 0.35 * 0.7)) / 6, 1e-6);
  // (0.5, 0.75]: 0.6 and 0.55 wrong, 0.7 right; (0.75, 1]: 0.8, 0.8 and 0.9, all right
  assertEquals(bins.map(({ count }) => count), [0, 0, 3, 3]);
  assertEquals(bins.map(({ accuracy }) => accuracy), [0, 0, 1 / 3, 1]);
  assertAlmostEquals(error, (3 * (1.85 / 3 - 1 / 3) + 3 * (1 - 2.5 / 3)) / 6, 1e-6);
});

Deno.test("a confusion matrix counts every sample once, in the row of its class", () => {
  fc.assert(
    fc.property(predictions, (all) => {
      const { confusion, top1, perClass, samples } = measure(all);
      const own = Array.from(
        { length: all.classes },
        (_, c) => Array.from(all.labels).filter((label) => label === c).length,
      );
      assertEquals(confusion.map(sum), own);
      assertAlmostEquals(sum(confusion.map((row, c) => row[c]!)), top1 * samples / 100, 1e-9);
      assertAlmostEquals(sum(perClass.map((share, c) => (share ?? 0) * own[c]!)), top1 * samples, 1e-6);
      assertEquals(perClass.map((share) => share === null), own.map((count) => count === 0));
    }),
    { seed: 3 },
  );
});

Deno.test("more guesses are never worse, and as many guesses as classes are always right", () => {
  fc.assert(
    fc.property(predictions, (all) => {
      const { top1, top5, loss } = measure(all);
      assert(0 <= top1 && top1 <= top5 && top5 <= 100);
      if (all.classes <= 5) assertEquals(top5, 100);
      assert(loss >= 0);
    }),
    { seed: 4 },
  );
});

Deno.test("the order of samples changes nothing", () => {
  fc.assert(
    fc.property(predictions, ({ logits, labels, classes }) => {
      const rows = Array.from(labels, (_, n) => logits.slice(n * classes, (n + 1) * classes)).reverse();
      const reversed = {
        logits: Float32Array.from(rows.flatMap((row) => [...row])),
        labels: [...Array.from(labels)].reverse(),
        classes,
      };
      const [one, other] = [measure({ logits, labels, classes }), measure(reversed)];
      assertEquals([one.confusion, one.top1, one.top5], [other.confusion, other.top1, other.top5]);
      assertAlmostEquals(one.loss, other.loss, 1e-9);
      assertAlmostEquals(one.calibration.error, other.calibration.error, 1e-9);
    }),
    { seed: 5 },
  );
});

Deno.test("bins partition the samples, and their means lie within them", () => {
  fc.assert(
    fc.property(predictions, fc.integer({ min: 1, max: 40 }), (all, bins) => {
      const { error, bins: found } = calibration(all, { bins });
      assertEquals(found.length, bins);
      assertEquals(sum(found.map(({ count }) => count)), all.labels.length);
      for (const { low, high, count, confidence } of found) {
        if (count > 0) {
          assert(confidence > low - 1e-9 && confidence <= high + 1e-9, `${low} < ${confidence} <= ${high}`);
        }
      }
      assert(error >= 0 && error <= 1);
    }),
    { seed: 6 },
  );
});

Deno.test("one bin compares mean confidence with accuracy", () => {
  fc.assert(
    fc.property(predictions, (all) => {
      const { error, bins: [bin] } = calibration(all, { bins: 1 });
      assertAlmostEquals(error, Math.abs(bin!.confidence - measure(all).top1 / 100), 1e-9);
    }),
    { seed: 7 },
  );
});

Deno.test("probabilities add up to one, keep the order of logits and bear any size of them", () => {
  fc.assert(
    fc.property(fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }), (logits) => {
      const probabilities = [...softmax(logits)];
      assertAlmostEquals(sum(probabilities), 1, 1e-9);
      for (const [i, one] of logits.entries()) {
        for (const [j, other] of logits.entries()) {
          if (one > other) assert(probabilities[i]! >= probabilities[j]!);
        }
      }
    }),
    { seed: 8 },
  );
});

Deno.test("measure() refuses what does not fit together", () => {
  const wrong: readonly (readonly [Partial<Predictions>, string])[] = [
    [{ labels: [] }, "there must be a sample"],
    [{ labels: [0] }, "there must be 3 logits, current value is 18"],
    [{ labels: [0, 0, 1, 2, 2, 3] }, "a label must be a class in 0 … 2, current value is 3"],
    [{ logits: new Float32Array(18).fill(NaN) }, "logits must be finite, current value is NaN"],
    [{ classes: 0 }, "classes must be an integer >= 1"],
  ];
  for (const [part, message] of wrong) {
    assertThrows(() => measure({ ...byHand, ...part }), RangeError, message);
  }
  assertThrows(
    () => measure(byHand, { bins: 0 }),
    RangeError,
    "bins must be an integer >= 1, current value is 0",
  );
});
