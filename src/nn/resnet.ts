import type { Key } from "../random/mod.ts";
import { builder } from "./builder.ts";
import { globalAveragePool } from "./global_average_pool.ts";
import { pytorchDefault } from "./initialize.ts";
import type { Network, NetworkOptions } from "./network.ts";
import { type Block, type MakeBlock, stage } from "./residual.ts";

/** How a residual network is built up. */
export interface Plan {
  /** Channels of the 3×3 convolution at the start. */
  readonly stem: number;
  /** Pixels from one output of it to the next. */
  readonly stemStride: 1 | 2;
  /** Stages after it; each but the first halves the sides of the image. */
  readonly stages: readonly { readonly blocks: number; readonly block: MakeBlock }[];
}

/**
 * A residual network for small images: a 3×3 convolution without pooling after it, stages of blocks, the mean over the image
 * and a fully connected layer. Filters start as PyTorch's do by default.
 */
export function resnet(
  name: string,
  { stem, stemStride, stages }: Plan,
  options: NetworkOptions,
  from: Key,
): Network {
  const build = builder(from, { ...options, initialize: pytorchDefault });
  const size = [...options.size, options.channels] as const;
  const first = build.convolution(["conv1", "bn1"], size, stem, { stride: stemStride, data: true });
  const parts = stages.reduce<readonly Block[]>((before, { blocks, block }, i) => {
    const plan = { blocks, stride: i === 0 ? 1 : 2, block } as const;
    return [...before, stage(build, `layer${i + 1}`, before.at(-1)!.size, plan)];
  }, [first]);
  const last = parts.at(-1)!;
  const inner = parts.slice(0, -1).reduce((before, next) => ({
    layer: (images, training) => next.layer(before.layer(images, training), training),
    size: next.size,
  }));
  const head = build.dense("fc", last.size[2], options.classes);
  return build.finish(
    name,
    options,
    inner,
    (features, training) => head(globalAveragePool(last.layer(features, training)), training),
  );
}
