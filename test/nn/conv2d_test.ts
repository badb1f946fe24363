import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { conv2d, conv2dOfData } from "../../src/nn/mod.ts";
import { both, numbers, read, testOn } from "./_backends.ts";

interface Case {
  readonly images: readonly [batch: number, height: number, width: number, channels: number];
  readonly out: number;
  readonly side: number;
  readonly stride: 1 | 2;
  readonly padding: number;
  readonly groups?: number;
}

const cases: readonly Case[] = [
  { images: [128, 32, 32, 16], out: 16, side: 3, stride: 1, padding: 1 },
  { images: [128, 16, 16, 32], out: 64, side: 3, stride: 2, padding: 1 },
  { images: [128, 32, 32, 3], out: 16, side: 3, stride: 2, padding: 1 },
  { images: [64, 32, 32, 3], out: 16, side: 3, stride: 1, padding: 1 },
  { images: [128, 16, 16, 16], out: 32, side: 1, stride: 2, padding: 0 },
  { images: [50, 4, 4, 64], out: 64, side: 3, stride: 1, padding: 1 },
  { images: [1, 7, 9, 5], out: 6, side: 3, stride: 2, padding: 1 },
  { images: [1, 9, 7, 4], out: 3, side: 3, stride: 1, padding: 0 },
  { images: [3, 7, 9, 6], out: 8, side: 1, stride: 2, padding: 0 },
  { images: [2, 8, 7, 3], out: 12, side: 5, stride: 1, padding: 2 },
  { images: [2, 1, 1, 8], out: 4, side: 3, stride: 2, padding: 1 },
  { images: [2, 2, 3, 7], out: 1, side: 3, stride: 1, padding: 1 },
  { images: [2, 6, 5, 4], out: 4, side: 3, stride: 2, padding: 0 },
  { images: [2, 6, 5, 4], out: 4, side: 3, stride: 2, padding: 2 },
  { images: [2, 6, 7, 4], out: 4, side: 2, stride: 2, padding: 0 },
  { images: [64, 32, 32, 32], out: 32, side: 3, stride: 1, padding: 1, groups: 8 },
  { images: [8, 17, 15, 128], out: 256, side: 3, stride: 2, padding: 1, groups: 32 },
  { images: [3, 7, 9, 6], out: 10, side: 3, stride: 2, padding: 1, groups: 2 },
  { images: [2, 5, 4, 8], out: 24, side: 3, stride: 1, padding: 1, groups: 2 },
  { images: [2, 4, 4, 64], out: 96, side: 3, stride: 1, padding: 1, groups: 32 },
  { images: [2, 5, 7, 32], out: 32, side: 3, stride: 2, padding: 1, groups: 32 },
];

for (const example of cases) {
  testOn(both, `conv2d() and its gradients are plain sums at ${describe(example)}`, async () => {
    const { images: shape, out, side, stride, padding, groups = 1 } = example;
    const [batch, height, width, channels] = shape;
    const takes = channels / groups, gives = out / groups;
    const rows = Math.floor((height + 2 * padding - side) / stride) + 1;
    const columns = Math.floor((width + 2 * padding - side) / stride) + 1;
    const images = numbers(batch * height * width * channels, 1);
    const filter = numbers(side * side * takes * out, 2);
    const above = numbers(batch * rows * columns * out, 3);
    const x = tf.tensor4d(images, [...shape]);
    const w = tf.tensor4d(filter, [side, side, takes, out]);
    const g = tf.tensor4d(above, [batch, rows, columns, out]);
    const value = conv2d(x, w, { stride, padding, groups });
    assertEquals(value.shape, g.shape);
    const [dx, dw] = tf.grads((a, b) =>
      conv2d(a as tf.Tensor4D, b as tf.Tensor4D, { stride, padding, groups })
    )([
      x,
      w,
    ], g);
    assertEquals([dx!.shape, dw!.shape], [x.shape, w.shape]);

    /** Adds `term` over every image position, tap and pair of channels that the given places do not fix. */
    const image = (n: number, y: number, x: number, c: number) =>
      y < 0 || y >= height || x < 0 || x >= width
        ? 0
        : images[((n * height + y) * width + x) * channels + c]!;
    const tap = (ky: number, kx: number, c: number, o: number) =>
      filter[((ky * side + kx) * takes + c) * out + o]!;
    const slope = (n: number, y: number, x: number, o: number) =>
      above[((n * rows + y) * columns + x) * out + o]!;

    await near("value", value, (i) => {
      const [n, y, x, o] = unravel(i, [batch, rows, columns, out]);
      const from = Math.floor(o / gives) * takes;
      return add(
        side,
        side,
        takes,
        (ky, kx, c) =>
          image(n, y * stride + ky - padding, x * stride + kx - padding, from + c) * tap(ky, kx, c, o),
      );
    });
    await near("image gradient", dx!, (i) => {
      const [n, y, x, c] = unravel(i, [batch, height, width, channels]);
      const from = Math.floor(c / takes) * gives;
      return add(side, side, gives, (ky, kx, o) => {
        const [row, column] = [(y + padding - ky) / stride, (x + padding - kx) / stride];
        const there = Number.isInteger(row) && Number.isInteger(column) &&
          row >= 0 && row < rows && column >= 0 && column < columns;
        return there ? slope(n, row, column, from + o) * tap(ky, kx, c % takes, from + o) : 0;
      });
    });
    await near("filter gradient", dw!, (i) => {
      const [ky, kx, c, o] = unravel(i, [side, side, takes, out]);
      const from = Math.floor(o / gives) * takes + c;
      return add(
        batch,
        rows,
        columns,
        (n, y, x) => image(n, y * stride + ky - padding, x * stride + kx - padding, from) * slope(n, y, x, o),
      );
    });
    tf.dispose([x, w, g]);
  });
}

testOn(both, "conv2dOfData() has the value and the filter gradient of conv2d()", async () => {
  const x = tf.tensor4d(numbers(4 * 8 * 8 * 3, 1), [4, 8, 8, 3]);
  const w = tf.tensor4d(numbers(9 * 3 * 8, 2), [3, 3, 3, 8]);
  const options = { stride: 2, padding: 1 } as const;
  for (
    const pass of [
      (convolve: typeof conv2d) => convolve(x, w, options),
      (convolve: typeof conv2d) => tf.grad((f) => tf.square(convolve(x, f as tf.Tensor4D, options)))(w),
    ]
  ) assertEquals(await read(pass(conv2dOfData)), await read(pass(conv2d)));
  tf.dispose([x, w]);
});

Deno.test("conv2d() refuses shapes and options that do not fit, and says why", async () => {
  await tf.setBackend("cpu");
  const x = tf.zeros([1, 8, 8, 3]) as tf.Tensor4D, w = tf.zeros([3, 3, 3, 4]) as tf.Tensor4D;
  const wide = tf.zeros([3, 3, 5, 4]) as tf.Tensor4D;
  assertThrows(
    () => conv2d(x, w, { stride: 3 as 2 }),
    RangeError,
    "Cannot build conv2d(): stride must be 1 or 2, current value is 3",
  );
  assertThrows(
    () => conv2d(x, w, { padding: -1 }),
    RangeError,
    "padding must be an integer in [0, 2], current value is -1",
  );
  assertThrows(() => conv2d(x, w, { groups: 2 }), RangeError, "groups must divide 3 and 4 channels");
  assertThrows(() => conv2d(x, wide), RangeError, "Cannot build conv2d(): ");
  tf.dispose([x, w, wide]);
});

function describe({ images, out, side, stride, padding, groups = 1 }: Case): string {
  const how = `stride ${stride}, padding ${padding}, groups ${groups}`;
  return `${images.join("x")} to ${out} channels, ${side}x${side}, ${how}`;
}

/** A sum and the root of its squared terms, which says how much rounding to expect. */
interface Sum {
  readonly value: number;
  readonly size: number;
}

function add(a: number, b: number, c: number, term: (i: number, j: number, k: number) => number): Sum {
  let value = 0, squares = 0;
  for (let i = 0; i < a; i++) {
    for (let j = 0; j < b; j++) {
      for (let k = 0; k < c; k++) {
        const here = term(i, j, k);
        value += here;
        squares += here * here;
      }
    }
  }
  return { value, size: Math.sqrt(squares) };
}

/** Compares 40 numbers of a tensor with sums, the first and the last among them, and disposes it. */
async function near(what: string, tensor: tf.Tensor, sum: (index: number) => Sum): Promise<void> {
  const values = await read(tensor);
  const samples = Math.min(40, values.length);
  for (let s = 0; s < samples; s++) {
    const i = samples === 1 ? 0 : Math.round(s * (values.length - 1) / (samples - 1));
    const { value, size } = sum(i);
    const error = Math.abs(values[i]! - value);
    assert(error <= 1e-4 * size + 1e-6, `${what} at ${i}: ${values[i]} where the sum is ${value}`);
  }
}

type Four = [number, number, number, number];

function unravel(index: number, [, b, c, d]: Four): Four {
  return [
    Math.floor(index / (b * c * d)),
    Math.floor(index / (c * d)) % b,
    Math.floor(index / d) % c,
    index % d,
  ];
}
