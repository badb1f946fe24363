import type { Dataset, Split } from "../data/mod.ts";

/** The samples of a batch, on the host. */
export interface HostBatch {
  /** Pixels in `[0, 1]`, NHWC. */
  readonly images: Float32Array;
  /** `[samples, height, width, channels]`. */
  readonly shape: [number, number, number, number];
  /** The class index of each sample. */
  readonly labels: Int32Array;
}

/**
 * Gathers samples of a split.
 *
 * @param split Where the samples are.
 * @param size The size of an image.
 * @param ids The ids of the samples, in the order of the batch.
 */
export function takeBatch(
  split: Split,
  { height, width, channels }: Pick<Dataset, "height" | "width" | "channels">,
  ids: Uint32Array,
): HostBatch {
  const pixels = height * width * channels;
  const images = new Float32Array(ids.length * pixels);
  ids.forEach((id, row) => {
    const from = id * pixels;
    for (let i = 0; i < pixels; i++) images[row * pixels + i] = split.images[from + i]! / 255;
  });
  return {
    images,
    shape: [ids.length, height, width, channels],
    labels: Int32Array.from(ids, (id) => split.labels[id]!),
  };
}
