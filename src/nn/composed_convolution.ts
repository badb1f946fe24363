import * as tf from "@tensorflow/tfjs";
import type { Convolution } from "./convolution.ts";
import { grouped } from "./grouped.ts";

/**
 * Convolutions whose gradients are forward convolutions too, for backends that are fast at those and lack the others
 * (tfjs's wasm backend has no filter gradient).
 */
export const composedConvolution: Convolution = grouped({
  forward: ({ stride, padding }, images, filter) => convolve(images, filter, stride, padding),

  /**
   * Image line `stride·i + a` meets gradient line `i + d` through filter line `padding + a - stride·d`, and columns
   * likewise, so each phase `a` below the stride has a filter of its own. Phases of columns come out as channels, which
   * is their place in memory already; phases of lines are put side by side.
   */
  inputGradient: ({ height, width, kernel, stride, padding, inChannels, outChannels }, gradient, filter) =>
    tf.tidy(() => {
      const least = Math.ceil((padding - kernel + 1) / stride);
      const most = Math.floor((padding + stride - 1) / stride);
      const count = most - least + 1;
      const outside = kernel * kernel;
      const taps = range(stride, (ay) =>
        range(count, (dy) =>
          range(count, (dx) =>
            range(stride, (ax) => {
              const ky = padding + ay - stride * (least + dy), kx = padding + ax - stride * (least + dx);
              const inside = ky >= 0 && ky < kernel && kx >= 0 && kx < kernel;
              return inside ? ky * kernel + kx : outside;
            })))).flat(3);
      const maps = inChannels * outChannels;
      const filters = tf.gather(tf.concat([filter.reshape([outside, maps]), tf.zeros([1, maps])]), taps)
        .reshape([stride * count * count, stride, inChannels, outChannels])
        .transpose([0, 3, 1, 2])
        .reshape([stride, count, count, outChannels, stride * inChannels]);
      const [batch, outHeight, outWidth] = gradient.shape;
      const rows = Math.ceil(height / stride), columns = Math.ceil(width / stride);
      const around: Padding = [
        [0, 0],
        [-least, rows + most - outHeight],
        [-least, columns + most - outWidth],
        [0, 0],
      ];
      const lines = tf.unstack(filters).map((phase) =>
        convolve(gradient, phase as tf.Tensor4D, 1, around).reshape([batch * rows, -1])
      );
      const whole = tf.concat(lines, 1).reshape([
        batch,
        rows * stride,
        columns * stride,
        inChannels,
      ]) as tf.Tensor4D;
      const fits = height % stride === 0 && width % stride === 0;
      return fits ? whole : tf.slice(whole, 0, [batch, height, width, inChannels]);
    }),

  /**
   * Images are the batch of filters: `[in, height, width, batch]` meets `[outHeight, outWidth, batch, out]`. They are
   * padded apart: tfjs 4.22 sizes the result of a dilated convolution with padding in pixels as if it were not dilated.
   */
  filterGradient: ({ kernel, stride, padding, inChannels, outChannels }, images, gradient) =>
    tf.tidy(() => {
      const around: [number, number] = [padding, padding];
      const swapped = tf.pad(tf.transpose(images, [3, 1, 2, 0]), [[0, 0], around, around, [0, 0]]);
      const filters = tf.transpose(gradient, [1, 2, 0, 3]);
      const full = tf.conv2d(swapped, filters, 1, "valid", "NHWC", stride);
      return tf.transpose(tf.slice(full, [0, 0, 0, 0], [inChannels, kernel, kernel, outChannels]), [
        1,
        2,
        0,
        3,
      ]);
    }),
});

/** Zero pixels before and after each axis of images. */
type Padding = [[number, number], [number, number], [number, number], [number, number]];

function convolve(
  images: tf.Tensor4D,
  filter: tf.Tensor4D,
  stride: number,
  padding: number | Padding,
): tf.Tensor4D {
  return tf.conv2d(images, filter, stride, padding, "NHWC", 1, "floor");
}

function range<T>(count: number, item: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => item(i));
}
