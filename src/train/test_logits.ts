import * as tf from "@tensorflow/tfjs";
import type { Dataset, Samples } from "../data/mod.ts";
import type { Network } from "../nn/mod.ts";
import { ahead } from "./ahead.ts";
import { readBack } from "./read_back.ts";
import { type HostBatch, takeBatch } from "./take_batch.ts";
import { turn } from "./turn.ts";

/** What a network says of a few test images. */
export interface TestLogits {
  /** `[images, classes]` */
  readonly logits: Float32Array;
  /** The class of each image. */
  readonly labels: Int32Array;
}

/**
 * Asks a network about the test images of a data set, from the first to the last.
 *
 * @param network The network; it is not changed.
 * @param dataset Whose test images.
 * @param batchSize Images at a time.
 * @throws {DeviceError} If the device fails.
 */
export async function* testLogits(
  network: Network,
  dataset: Dataset<Samples>,
  batchSize: number,
): AsyncGenerator<TestLogits> {
  for await (const { images, shape, labels } of ahead(testBatches(dataset, batchSize))) {
    const logits = await readBack(
      tf.tidy(() => network.apply(tf.tensor4d(floats(images), shape), { training: false })),
    );
    yield { logits, labels };
    await turn();
  }
}

/** Bytes as the network takes them, in `[0, 1]`. */
function floats(bytes: Uint8Array): Float32Array {
  const values = new Float32Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) values[i] = bytes[i]! / 255;
  return values;
}

async function* testBatches(dataset: Dataset<Samples>, batchSize: number): AsyncGenerator<HostBatch> {
  const { count } = dataset.test;
  for (let start = 0; start < count; start += batchSize) {
    const ids = Uint32Array.from({ length: Math.min(batchSize, count - start) }, (_, i) => start + i);
    yield await takeBatch(dataset.test, dataset, ids);
  }
}
