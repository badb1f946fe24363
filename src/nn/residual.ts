import * as tf from "@tensorflow/tfjs";
import { addRelu } from "./add_relu.ts";
import type { Builder, ImageSize, Layer } from "./builder.ts";

/** A piece of a network and what comes out of it. */
export interface Block {
  readonly layer: Layer<tf.Tensor4D, tf.Tensor4D>;
  readonly size: ImageSize;
}

/** Builds a block, by the name that PyTorch gives it. */
export type MakeBlock = (build: Builder, name: string, input: ImageSize, stride: 1 | 2) => Block;

/** What goes around the convolutions of a block where the shape changes: it is added to what comes out of them. */
export type Shortcut = MakeBlock;

/** Two 3×3 convolutions (He et al. 2016). */
export function basicBlock(
  channels: number,
  shortcut: (channels: number) => Shortcut = projection,
): MakeBlock {
  return (build, name, input, stride) => {
    const one = build.convolution(names(name, 1), input, channels, { stride });
    const two = build.convolution(names(name, 2), one.size, channels, { relu: false });
    return around(build, name, input, stride, [one, two], shortcut(channels));
  };
}

/**
 * A 1×1 convolution, a 3×3 one with groups that has the stride, and a 1×1 one to twice as many channels as those have
 * (Xie et al. 2017, with 32 groups of 4 channels in the first stage).
 */
export function groupedBottleneck(width: number, groups: number): MakeBlock {
  return (build, name, input, stride) => {
    const one = build.convolution(names(name, 1), input, width, { kernel: 1 });
    const two = build.convolution(names(name, 2), one.size, width, { stride, groups });
    const three = build.convolution(names(name, 3), two.size, 2 * width, { kernel: 1, relu: false });
    return around(build, name, input, stride, [one, two, three], projection(2 * width));
  };
}

/** A shortcut by a 1×1 convolution with batch normalization. */
export function projection(channels: number): Shortcut {
  return (build, name, input, stride) =>
    build.convolution([`${name}.downsample.0`, `${name}.downsample.1`], input, channels, {
      kernel: 1,
      stride,
      relu: false,
    });
}

/**
 * A shortcut that learns nothing: every second pixel of every second line, and zeros for the channels that are missing,
 * half of them before the others (He et al. 2016, option A).
 */
export function subsampling(channels: number): Shortcut {
  return (_build, _name, [height, width, inputs], stride) => {
    const before = Math.floor((channels - inputs) / 2);
    return {
      layer: (images) => {
        const fewer = tf.avgPool(images, 1, stride, "valid");
        return tf.pad(fewer, [[0, 0], [0, 0], [0, 0], [before, channels - inputs - before]]);
      },
      size: [Math.ceil(height / stride), Math.ceil(width / stride), channels],
    };
  };
}

/** Blocks one after the other, of which the first has the stride; PyTorch counts them from 0. */
export function stage(
  build: Builder,
  name: string,
  input: ImageSize,
  { blocks, stride, block }: { readonly blocks: number; readonly stride: 1 | 2; readonly block: MakeBlock },
): Block {
  return Array.from({ length: blocks }).reduce<Block>((before, _, i) => {
    const next = block(build, `${name}.${i}`, before.size, i === 0 ? stride : 1);
    return {
      layer: (images, training) => next.layer(before.layer(images, training), training),
      size: next.size,
    };
  }, { layer: (images) => images, size: input });
}

function around(
  build: Builder,
  name: string,
  input: ImageSize,
  stride: 1 | 2,
  layers: readonly Block[],
  shortcut: Shortcut,
): Block {
  const { size } = layers.at(-1)!;
  const same = stride === 1 && input[2] === size[2];
  const aside = same ? undefined : shortcut(build, name, input, stride);
  return {
    layer: (images, training) => {
      const through = layers.reduce((input, { layer }) => layer(input, training), images);
      return addRelu(through, aside === undefined ? images : aside.layer(images, training));
    },
    size,
  };
}

function names(block: string, i: number): readonly [string, string] {
  return [`${block}.conv${i}`, `${block}.bn${i}`];
}
