import * as tf from "@tensorflow/tfjs";
import type { ConvShape } from "./conv_shape.ts";
import type { Convolution } from "./convolution.ts";

/** Makes convolutions that can have groups of convolutions that cannot: each group is convolved by itself. */
export function grouped(single: Convolution): Convolution {
  return {
    forward: (shape, images, filter) => eachGroup(single.forward, shape, images, filter),
    inputGradient: (shape, gradient, filter) => eachGroup(single.inputGradient, shape, gradient, filter),
    filterGradient: (shape, images, gradient) => eachGroup(single.filterGradient, shape, images, gradient),
  };
}

/** The channels of a group are the last axis of images, gradients and filters. */
function eachGroup(
  pass: (shape: ConvShape, one: tf.Tensor4D, two: tf.Tensor4D) => tf.Tensor4D,
  shape: ConvShape,
  one: tf.Tensor4D,
  two: tf.Tensor4D,
): tf.Tensor4D {
  const { groups, inChannels, outChannels } = shape;
  if (groups === 1) return pass(shape, one, two);
  const part = {
    ...shape,
    groups: 1,
    inChannels: inChannels / groups,
    outChannels: outChannels / groups,
  };
  return tf.tidy(() => {
    const [ones, twos] = [tf.split(one, groups, 3), tf.split(two, groups, 3)];
    return tf.concat(ones.map((own, i) => pass(part, own as tf.Tensor4D, twos[i] as tf.Tensor4D)), 3);
  });
}
