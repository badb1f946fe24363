import * as tf from "@tensorflow/tfjs";
import { assertEquals } from "@std/assert";
import { both, numbers, read, testOn } from "./_backends.ts";

testOn(both, "tfjs's max pooling is right behind a ReLU, also where all of a window is 0", async () => {
  const [batch, side, channels] = [3, 8, 5];
  const values = numbers(batch * side * side * channels, 3).map((value) => value - 0.6);
  const above = numbers(batch * 16 * channels, 4);
  const images = tf.tensor4d(values, [batch, side, side, channels]);
  const slopes = tf.tensor4d(above, [batch, 4, 4, channels]);
  const pool = (x: tf.Tensor) => tf.maxPool(tf.relu(x as tf.Tensor4D), 2, 2, "valid");
  const gradient = await read(tf.tidy(() => tf.grad(pool)(images, slopes)));
  const expected = values.map((value, i) => {
    const c = i % channels, x = Math.floor(i / channels) % side, y = Math.floor(i / channels / side) % side;
    const n = Math.floor(i / channels / side / side), [row, column] = [y >> 1, x >> 1];
    const window = [0, 1, 2, 3].map((k) =>
      values[((n * side + 2 * row + (k >> 1)) * side + 2 * column + (k & 1)) * channels + c]!
    );
    return value > 0 && value === Math.max(...window)
      ? above[((n * 4 + row) * 4 + column) * channels + c]!
      : 0;
  });
  assertEquals(gradient.map((value) => value + 0), expected);
  tf.dispose([images, slopes]);
});
