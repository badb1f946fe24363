import { fold, type Key, key } from "../../random/mod.ts";
import type { Dataset, Split } from "../dataset.ts";
import { render } from "./render.ts";
import { scene } from "./scene.ts";
import { shapes } from "./shapes.ts";

/** Options of {@linkcode embedded}. */
export interface EmbeddedOptions {
  /** Number of training images. @default {4000} */
  readonly train?: number;
  /** Number of test images. @default {1000} */
  readonly test?: number;
  /** Which set to draw, an integer in `[0, 2^53)`. @default {0} */
  readonly seed?: number;
}

/**
 * Draws the embedded set (`embedded-v1`): ten classes of 32×32 RGB images, each an outline (disc, ring, square, frame,
 * triangle, cross, star, crescent, bar or corner) of random position, size, rotation, stretch and paint, on a
 * background, among strokes, under noise. Only the outline depends on the class.
 *
 * The images need no file and are bit-identical on every machine and engine. Image `n` of a split depends on the seed,
 * the split and `n` alone, so a smaller set is a prefix of a larger one; its label is `n` modulo 10, so any ten
 * consecutive images hold every class once.
 *
 * @throws {RangeError} If a number of images is not an integer of at least 0, or the seed is not in `[0, 2^53)`.
 *
 * @example
 * ```ts
 * import { embedded } from "@miamix/miamix/data";
 * import { assertEquals } from "@std/assert";
 *
 * const { classNames, train } = embedded({ train: 20, test: 10 });
 * assertEquals(train.images.length, 20 * 32 * 32 * 3);
 * assertEquals(classNames[train.labels[13]!], "frame");
 * ```
 */
export function embedded(options: EmbeddedOptions = {}): Dataset {
  const { train = 4000, test = 1000, seed = 0 } = options;
  const root = key(seed);
  return {
    name: "embedded-v1",
    classNames: Object.keys(shapes),
    height: SIZE,
    width: SIZE,
    channels: 3,
    mean: MEAN,
    std: STD,
    train: draw(fold(root, 0), train, "train"),
    test: draw(fold(root, 1), test, "test"),
  };
}

const SIZE = 32;
const PIXELS = SIZE * SIZE * 3;

/** Measured once over the first 10,000 training images of seed 0, so that they do not depend on the options. */
const MEAN = [0.374, 0.375, 0.373];
const STD = [0.239, 0.239, 0.238];

function draw(from: Key, count: number, name: string): Split {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw new RangeError(
      `Cannot draw embedded(): ${name} must be an integer of at least 0, current value is ${count}`,
    );
  }
  const outlines = Object.values(shapes);
  const images = new Uint8Array(count * PIXELS), labels = new Uint8Array(count);
  for (let n = 0; n < count; n++) {
    const sample = fold(from, n);
    labels[n] = n % outlines.length;
    const picture = scene(fold(sample, 0), SIZE, outlines[labels[n]!]!);
    render(picture, SIZE, images.subarray(n * PIXELS, (n + 1) * PIXELS), fold(sample, 1));
  }
  return { count, images, labels };
}
