import * as tf from "@tensorflow/tfjs";
import type { Key } from "../random/mod.ts";
import { builder } from "./builder.ts";
import { globalAveragePool } from "./global_average_pool.ts";
import type { ApplyOptions, Network, NetworkOptions } from "./network.ts";
import { basicBlock } from "./residual.ts";

/**
 * A residual network for small images and small machines: a 3×3 stem with 2×2 max pooling, three basic blocks of 16, 32
 * and 64 channels (He et al. 2016), the mean over the image and a fully connected layer. 78,042 parameters for 3
 * channels and 10 classes.
 */
export function small(options: NetworkOptions, from: Key): Network {
  const build = builder(from, options);
  const stem = build.convolution(["conv1", "bn1"], [...options.size, options.channels], 16, { data: true });
  const [height, width] = stem.size;
  const first = basicBlock(16)(build, "layer1.0", [Math.floor(height / 2), Math.floor(width / 2), 16], 1);
  const second = basicBlock(32)(build, "layer2.0", first.size, 2);
  const third = basicBlock(64)(build, "layer3.0", second.size, 2);
  const head = build.dense("fc", 64, options.classes);
  const inner = {
    layer: (images: tf.Tensor4D, training: ApplyOptions) => {
      const pooled = tf.maxPool(stem.layer(images, training), 2, 2, "valid");
      return second.layer(first.layer(pooled, training), training);
    },
    size: second.size,
  };
  return build.finish(
    "small",
    options,
    inner,
    (features, training) => head(globalAveragePool(third.layer(features, training)), training),
  );
}
