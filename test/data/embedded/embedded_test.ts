import { assert, assertEquals, assertGreater, assertNotEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import { channelStatistics } from "../../../src/data/channel_statistics.ts";
import { embedded } from "../../../src/data/embedded/embedded.ts";

const PIXELS = 32 * 32 * 3;

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

Deno.test("embedded() has 4,000 training and 1,000 test images of ten balanced classes by default", () => {
  const { name, classNames, height, width, channels, train, test } = embedded();
  assertEquals([name, classNames.length, height, width, channels], ["embedded-v1", 10, 32, 32, 3]);
  for (const [split, count] of [[train, 4000], [test, 1000]] as const) {
    assertEquals([split.count, split.images.length, split.labels.length], [count, count * PIXELS, count]);
    for (const label of classNames.keys()) {
      assertEquals(split.labels.filter((other) => other === label).length, count / 10);
    }
  }
});

Deno.test("embedded() draws the images of version 1", async () => {
  const { train, test } = embedded({ train: 200, test: 100 });
  assertEquals(
    [await sha256(train.images.slice()), await sha256(test.images.slice())],
    [
      "d6a15d7c6b24f8e690ba535bde6d9486aeefd5247aa7c1719b5c2549e17336df",
      "d6fde028df1e4cfe745d4689db46ad2dd364bc059fa40774511350f0309140f3",
    ],
  );
});

Deno.test("embedded() draws sample n from the seed, the split and n alone", () => {
  const most = embedded({ train: 40, test: 40, seed: 5 });
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 40 }), (train, test) => {
      const some = embedded({ train, test, seed: 5 });
      assertEquals(some.train.images, most.train.images.slice(0, train * PIXELS));
      assertEquals(some.train.labels, most.train.labels.slice(0, train));
      assertEquals(some.test.images, most.test.images.slice(0, test * PIXELS));
      assertEquals(some.test.labels, most.test.labels.slice(0, test));
    }),
    { numRuns: 10 },
  );
});

Deno.test("embedded() draws other images for another seed, split or row", () => {
  const one = embedded({ train: 20, test: 20, seed: 0 }), other = embedded({ train: 20, test: 0, seed: 1 });
  const image = (images: Uint8Array, row: number) => images.slice(row * PIXELS, (row + 1) * PIXELS);
  assertNotEquals(image(one.train.images, 0), image(other.train.images, 0));
  assertNotEquals(image(one.train.images, 0), image(one.test.images, 0));
  assertNotEquals(image(one.train.images, 0), image(one.train.images, 10));
});

Deno.test("embedded() uses the whole range of values, and no image is flat or repeated", async () => {
  const { train: { images, count } } = embedded({ train: 500, test: 0 });
  assertEquals(new Set(images).size, 256);
  const seen = new Set<string>();
  for (let row = 0; row < count; row++) {
    const image = images.slice(row * PIXELS, (row + 1) * PIXELS);
    seen.add(await sha256(image));
    assertGreater(Math.max(...channelStatistics(image, 3).std), 0.02);
  }
  assertEquals(seen.size, count);
});

Deno.test("embedded() states the channel statistics of its images", () => {
  const { mean, std, train } = embedded({ train: 2000, test: 0 });
  const measured = channelStatistics(train.images, 3);
  for (const channel of [0, 1, 2]) {
    assert(Math.abs(measured.mean[channel]! - mean[channel]!) < 0.02);
    assert(Math.abs(measured.std[channel]! - std[channel]!) < 0.02);
  }
});

Deno.test("embedded() refuses numbers that are not counts and a seed that is none", () => {
  assertThrows(
    () => embedded({ train: 1.5 }),
    RangeError,
    "Cannot draw embedded(): train must be an integer of at least 0, current value is 1.5",
  );
  assertThrows(
    () => embedded({ train: 0, test: -1 }),
    RangeError,
    "Cannot draw embedded(): test must be an integer of at least 0, current value is -1",
  );
  assertThrows(() => embedded({ seed: -1 }), RangeError, "seed");
});
