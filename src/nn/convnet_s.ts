import * as tf from "@tensorflow/tfjs";
import type { Key } from "../random/mod.ts";
import { builder } from "./builder.ts";
import { globalAveragePool } from "./global_average_pool.ts";
import type { ApplyOptions, Network, NetworkOptions } from "./network.ts";

/**
 * Three 3×3 convolutions of 16, 32 and 64 channels with 2×2 max pooling between them, the mean over the image, and a
 * fully connected layer: small enough to overfit a few thousand images in minutes. 24,346 parameters for 3 channels and
 * 10 classes.
 */
export function convnetS(options: NetworkOptions, from: Key): Network {
  const build = builder(from, options);
  const halved = ([height, width, channels]: readonly [number, number, number]) =>
    [Math.floor(height / 2), Math.floor(width / 2), channels] as const;
  const first = build.convolution(["conv1", "bn1"], [...options.size, options.channels], 16, { data: true });
  const second = build.convolution(["conv2", "bn2"], halved(first.size), 32);
  const third = build.convolution(["conv3", "bn3"], halved(second.size), 64);
  const head = build.dense("fc", 64, options.classes);
  const inner = {
    layer: (images: tf.Tensor4D, training: ApplyOptions) => {
      const one = tf.maxPool(first.layer(images, training), 2, 2, "valid");
      return tf.maxPool(second.layer(one, training), 2, 2, "valid");
    },
    size: halved(second.size),
  };
  return build.finish(
    "convnet-s",
    options,
    inner,
    (features, training) => head(globalAveragePool(third.layer(features, training)), training),
  );
}
