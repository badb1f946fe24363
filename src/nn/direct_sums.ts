import type { ConvShape } from "./conv_shape.ts";

/** One number of a result, by its position, as a plain sum; with the root of the sum of the squares of its terms. */
export type DirectSum = (position: number) => { readonly value: number; readonly size: number };

/** The passes of a convolution, number by number, in 64-bit floats. */
export interface DirectSums {
  readonly forward: DirectSum;
  readonly inputGradient: DirectSum;
  readonly filterGradient: DirectSum;
}

/** What a convolution and its gradients are, by definition. */
export function directSums(
  shape: ConvShape,
  images: Float32Array,
  filter: Float32Array,
  gradient: Float32Array,
): DirectSums {
  const { batch, height, width, inChannels, outChannels, kernel, stride, padding, groups } = shape;
  const { outHeight, outWidth } = shape;
  const takes = inChannels / groups, gives = outChannels / groups;
  const image = at([batch, height, width, inChannels], images);
  const weight = at([kernel, kernel, takes, outChannels], filter);
  const above = at([batch, outHeight, outWidth, outChannels], gradient);
  return {
    forward: (position) => {
      const [n, y, x, c] = place(position, [outHeight, outWidth, outChannels]);
      const first = Math.floor(c / gives) * takes;
      return sum(
        kernel,
        kernel,
        takes,
        (ky, kx, i) =>
          image(n, y * stride + ky - padding, x * stride + kx - padding, first + i) * weight(ky, kx, i, c),
      );
    },
    inputGradient: (position) => {
      const [n, y, x, i] = place(position, [height, width, inChannels]);
      const first = Math.floor(i / takes) * gives;
      return sum(
        kernel,
        kernel,
        gives,
        (ky, kx, c) =>
          above(n, (y + padding - ky) / stride, (x + padding - kx) / stride, first + c) *
          weight(ky, kx, i % takes, first + c),
      );
    },
    filterGradient: (position) => {
      const [ky, kx, i, c] = place(position, [kernel, takes, outChannels]);
      const from = Math.floor(c / gives) * takes + i;
      return sum(
        batch,
        outHeight,
        outWidth,
        (n, y, x) => image(n, y * stride + ky - padding, x * stride + kx - padding, from) * above(n, y, x, c),
      );
    },
  };
}

type Four = readonly [number, number, number, number];

/** Reads a tensor; 0 outside of it, and between its pixels. */
function at([, height, width, channels]: Four, data: Float32Array): (...place: Four) => number {
  return (n, y, x, c) => {
    const there = Number.isInteger(y) && Number.isInteger(x) && y >= 0 && y < height && x >= 0 && x < width;
    return there ? data[((n * height + y) * width + x) * channels + c]! : 0;
  };
}

function place(position: number, [b, c, d]: readonly [number, number, number]): Four {
  const rest = Math.floor(position / d);
  return [Math.floor(rest / (b * c)), Math.floor(rest / c) % b, rest % c, position % d];
}

function sum(
  first: number,
  second: number,
  third: number,
  term: (i: number, j: number, k: number) => number,
): { readonly value: number; readonly size: number } {
  let value = 0, squares = 0;
  for (let i = 0; i < first; i++) {
    for (let j = 0; j < second; j++) {
      for (let k = 0; k < third; k++) {
        const here = term(i, j, k);
        value += here;
        squares += here * here;
      }
    }
  }
  return { value, size: Math.sqrt(squares) + 1e-3 };
}
