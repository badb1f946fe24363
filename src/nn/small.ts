import * as tf from "@tensorflow/tfjs";
import type { Key } from "../random/mod.ts";
import { type Builder, builder, type ImageSize, type Layer } from "./builder.ts";
import type { Network, NetworkOptions } from "./network.ts";

/**
 * A residual network for small images and small machines: a 3×3 stem with 2×2 max pooling, three basic blocks of 16, 32
 * and 64 channels (He et al. 2016), the mean over the image and a fully connected layer. 78,042 parameters for 3
 * channels and 10 classes.
 */
export function small(options: NetworkOptions, from: Key): Network {
  const build = builder(from);
  const stem = build.convolution(["conv1", "bn1"], [...options.size, options.channels], 16, { data: true });
  const [height, width] = stem.size;
  const first = basicBlock(build, "layer1.0", [Math.floor(height / 2), Math.floor(width / 2), 16], 16, 1);
  const second = basicBlock(build, "layer2.0", first.size, 32, 2);
  const third = basicBlock(build, "layer3.0", second.size, 64, 2);
  const head = build.dense("fc", 64, options.classes);
  return build.finish("small", options, (images, training) => {
    const pooled = tf.maxPool(stem.layer(images, training), 2, 2, "valid");
    const features = [first, second, third].reduce((input, { layer }) => layer(input, training), pooled);
    return head(tf.mean(features, [1, 2]) as tf.Tensor2D, training);
  });
}

/** Two 3×3 convolutions beside a shortcut, which is a 1×1 convolution where the shape changes. */
function basicBlock(
  build: Builder,
  name: string,
  input: ImageSize,
  channels: number,
  stride: 1 | 2,
): { readonly layer: Layer<tf.Tensor4D, tf.Tensor4D>; readonly size: ImageSize } {
  const names = (i: number) => [`${name}.conv${i}`, `${name}.bn${i}`] as const;
  const one = build.convolution(names(1), input, channels, { stride });
  const two = build.convolution(names(2), one.size, channels, { relu: false });
  const same = stride === 1 && input[2] === channels;
  const aside = [`${name}.downsample.0`, `${name}.downsample.1`] as const;
  const shortcut = same
    ? undefined
    : build.convolution(aside, input, channels, { kernel: 1, stride, relu: false });
  return {
    layer: (images, training) => {
      const aside = shortcut === undefined ? images : shortcut.layer(images, training);
      return tf.relu(tf.add(two.layer(one.layer(images, training), training), aside));
    },
    size: two.size,
  };
}
