import { assertAlmostEquals, assertEquals } from "@std/assert";
import { score } from "../../src/train/score.ts";

Deno.test("score() is the cross-entropy of the softmax, also for large logits", () => {
  assertAlmostEquals(score(Float32Array.of(0, 0, 0, 0), 2).loss, Math.log(4));
  assertAlmostEquals(score(Float32Array.of(1000, 1001), 0).loss, Math.log(1 + Math.E));
});

Deno.test("score() ranks the true class, the first of equals first", () => {
  const logits = Float32Array.of(1, 3, 3, 2);
  assertEquals([0, 1, 2, 3].map((label) => score(logits, label).rank), [3, 0, 1, 2]);
});
