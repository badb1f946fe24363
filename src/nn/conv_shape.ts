import { demand } from "../demand.ts";

/** Options of {@linkcode conv2d}. */
export interface ConvOptions {
  /** Pixels from one output to the next, on both axes. @default {1} */
  readonly stride?: 1 | 2;
  /** Zero pixels around the image, fewer than a filter is wide. @default {0} */
  readonly padding?: number;
  /**
   * Cuts the channels of images and filters into this many parts, each convolved by itself. Both numbers of channels are
   * multiples of it. @default {1}
   */
  readonly groups?: number;
}

/** The sizes of a convolution of a batch of images `[batch, height, width, inChannels]` with square filters. */
export interface ConvShape {
  /** How many images. */
  readonly batch: number;
  /** Lines of an image. */
  readonly height: number;
  /** Pixels of a line. */
  readonly width: number;
  /** Numbers of an input pixel. */
  readonly inChannels: number;
  /** Numbers of an output pixel: how many filters. */
  readonly outChannels: number;
  /** The side of a filter, in pixels. */
  readonly kernel: number;
  /** Input pixels from one output pixel to the next, on both axes. */
  readonly stride: number;
  /** Zero pixels around an image. */
  readonly padding: number;
  /** Parts of the channels that are convolved by themselves. */
  readonly groups: number;
  /** Lines of an output. */
  readonly outHeight: number;
  /** Pixels of a line of an output. */
  readonly outWidth: number;
}

/**
 * Works out the sizes of a convolution.
 *
 * @param images `[batch, height, width, inChannels]`
 * @param filter `[kernel, kernel, inChannels / groups, outChannels]`
 * @throws {RangeError} If they do not fit together.
 */
export function convShape(
  images: readonly number[],
  filter: readonly number[],
  options: ConvOptions = {},
): ConvShape {
  const { stride = 1, padding = 0, groups = 1 } = options;
  const action = "build conv2d()";
  demand(images.length === 4, action, "images must be [batch, height, width, channels]", images);
  demand(
    filter.length === 4 && filter[0] === filter[1],
    action,
    "a filter must be [side, side, in, out]",
    filter,
  );
  const [batch, height, width, inChannels] = images as [number, number, number, number];
  const [kernel, , filterIn, outChannels] = filter as [number, number, number, number];
  const divides = Number.isInteger(groups) && groups >= 1 && inChannels % groups === 0 &&
    outChannels % groups === 0;
  demand(divides, action, `groups must divide ${inChannels} and ${outChannels} channels`, groups);
  const taken = inChannels / groups;
  demand(filterIn === taken, action, `a filter must take ${taken} channels`, filterIn);
  demand(stride === 1 || stride === 2, action, "stride must be 1 or 2", stride);
  const most = kernel - 1;
  demand(
    Number.isInteger(padding) && padding >= 0 && padding <= most,
    action,
    `padding must be an integer in [0, ${most}]`,
    padding,
  );
  const out = (side: number) => Math.floor((side + 2 * padding - kernel) / stride) + 1;
  const outHeight = out(height), outWidth = out(width);
  demand(outHeight >= 1 && outWidth >= 1, action, `images must hold a filter of side ${kernel}`, images);
  return {
    batch,
    height,
    width,
    inChannels,
    outChannels,
    kernel,
    stride,
    padding,
    groups,
    outHeight,
    outWidth,
  };
}

/** Multiplications of one forward pass. */
export function multiplications(shape: ConvShape): number {
  const { batch, outHeight, outWidth, kernel, inChannels, outChannels, groups } = shape;
  return batch * outHeight * outWidth * kernel ** 2 * (inChannels / groups) * outChannels;
}
