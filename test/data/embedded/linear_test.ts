import { assertGreater, assertLess } from "@std/assert";
import { embedded } from "../../../src/data/embedded/embedded.ts";
import { linearClassifier } from "./linear_classifier.ts";

Deno.test("a linear classifier learns the embedded training images and stays under 40 % on the test images", () => {
  const results = [...linearClassifier(embedded(), 4)];
  assertGreater(results.at(-1)!.train, 0.35);
  for (const { test } of results) assertLess(test, 0.4);
});
