import * as tf from "@tensorflow/tfjs";
import { demand } from "../demand.ts";

/**
 * The mean of every channel over an image.
 *
 * @param images `[batch, height, width, channels]`
 * @returns `[batch, channels]`
 * @throws {RangeError} If an image has no pixels.
 */
export function globalAveragePool(images: tf.Tensor4D): tf.Tensor2D {
  const [batch, height, width, channels] = images.shape;
  const pixels = height * width;
  demand(pixels >= 1, "build globalAveragePool()", "images must have pixels", images.shape);
  return tf.customGrad((x) => ({
    value: tf.mean(x as tf.Tensor4D, [1, 2]),
    gradFunc: (above) =>
      tf.broadcastTo(tf.div(above, pixels).reshape([batch, 1, 1, channels]), [
        batch,
        height,
        width,
        channels,
      ]),
  }))(images) as tf.Tensor2D;
}
