import { type Dataset, gather, type Samples } from "../data/mod.ts";

/** The samples of a batch, on the host. */
export interface HostBatch {
  /** Pixels, NHWC. */
  readonly images: Uint8Array;
  /** `[samples, height, width, channels]`. */
  readonly shape: [number, number, number, number];
  /** The class index of each sample. */
  readonly labels: Int32Array;
}

/**
 * Gathers samples of a split, wherever it is.
 *
 * @param samples Where the samples are.
 * @param size The size of an image.
 * @param ids The ids of the samples, in the order of the batch.
 */
export async function takeBatch(
  samples: Samples,
  { height, width, channels }: Pick<Dataset, "height" | "width" | "channels">,
  ids: ArrayLike<number>,
): Promise<HostBatch> {
  return {
    images: await gather(samples, ids),
    shape: [ids.length, height, width, channels],
    labels: Int32Array.from(ids, (id) => samples.labels[id]!),
  };
}
