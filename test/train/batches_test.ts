import { assertEquals, assertNotEquals } from "@std/assert";
import { key } from "../../src/random/mod.ts";
import { batches } from "../../src/train/mod.ts";

Deno.test("batches() are full, without repetition, and the same for the same key", () => {
  const epoch = batches(100, 32, key(1));
  assertEquals(epoch.map((ids) => ids.length), [32, 32, 32]);
  assertEquals(new Set(epoch.flatMap((ids) => [...ids])).size, 96);
  assertEquals(epoch, batches(100, 32, key(1)));
  assertNotEquals(epoch, batches(100, 32, key(2)));
});

Deno.test("batches() never drops the only batch", () => {
  const [only, ...others] = batches(5, 32, key(1));
  assertEquals([...only ?? []].sort(), [0, 1, 2, 3, 4]);
  assertEquals(others, []);
});
