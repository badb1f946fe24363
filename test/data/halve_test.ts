import { assertEquals, assertThrows } from "@std/assert";
import * as fc from "fast-check";
import type { Dataset } from "../../src/data/dataset.ts";
import { halve } from "../../src/data/halve.ts";

function datasetOf(images: Uint8Array, height: number, width: number, channels: number): Dataset {
  const count = images.length / (height * width * channels);
  const split = { count, images, labels: new Uint8Array(count) };
  const zeros = Array<number>(channels).fill(0);
  return {
    name: "some",
    classNames: ["one"],
    height,
    width,
    channels,
    mean: zeros,
    std: zeros,
    train: split,
    test: split,
  };
}

Deno.test("halve() gives every pixel the rounded mean of its four", () => {
  const side = fc.integer({ min: 1, max: 4 }).map((half) => 2 * half);
  const count = fc.integer({ min: 1, max: 3 });
  fc.assert(
    fc.property(
      side,
      side,
      fc.integer({ min: 1, max: 3 }),
      count,
      fc.infiniteStream(fc.nat(255)),
      (h, w, c, n, bytes) => {
        const images = Uint8Array.from(bytes.take(n * h * w * c));
        const { height, width, test } = halve(datasetOf(images, h, w, c));
        assertEquals([height, width, test.count, test.images.length], [h / 2, w / 2, n, images.length / 4]);
        const at = (i: number, y: number, x: number, k: number) => images[((i * h + y) * w + x) * c + k]!;
        const expected = [];
        for (let i = 0; i < n; i++) {
          for (let y = 0; y < h; y += 2) {
            for (let x = 0; x < w; x += 2) {
              for (let k = 0; k < c; k++) {
                const four = at(i, y, x, k) + at(i, y, x + 1, k) + at(i, y + 1, x, k) +
                  at(i, y + 1, x + 1, k);
                expected.push(Math.round(four / 4));
              }
            }
          }
        }
        assertEquals([...test.images], expected);
      },
    ),
  );
});

Deno.test("halve() measures the statistics of the small training images", () => {
  const { mean, std } = halve(datasetOf(Uint8Array.of(0, 0, 0, 0, 255, 255, 255, 255), 2, 2, 1));
  assertEquals([mean, std], [[0.5], [0.5]]);
});

Deno.test("halve() refuses an odd height or width", () => {
  assertThrows(
    () => halve(datasetOf(new Uint8Array(15), 5, 3, 1)),
    RangeError,
    "Cannot halve() a data set: height and width must be even, current value is 5×3",
  );
});
