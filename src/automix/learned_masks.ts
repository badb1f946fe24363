import * as tf from "@tensorflow/tfjs";
import type { LearnedRaster } from "../plan/draw.ts";
import type { MixBlock } from "./mix_block.ts";

/**
 * The rasters that a plan asks for, from a Mix Block.
 *
 * The block sees whole batches, so that their shape is the same in every step, and what nobody asked for is left out.
 *
 * @param block What makes the masks.
 * @param anchors Features of all samples of the batch, `[batch, h, w, channels]`.
 * @param partners Features of their partners, of the same shape.
 * @param asked What the plan asks for.
 * @param size Height and width of an image.
 * @returns `[asked, height, width]`, of the anchor's share.
 */
export function learnedMasks(
  block: Pick<MixBlock, "masks">,
  anchors: tf.Tensor4D,
  partners: tf.Tensor4D,
  asked: readonly LearnedRaster[],
  size: readonly [height: number, width: number],
): tf.Tensor3D {
  const [batch] = anchors.shape;
  const before = new Map<number, number>();
  const rounds: Float32Array[] = [];
  const places = asked.map(({ sample, ratio }) => {
    const round = before.get(sample) ?? 0;
    before.set(sample, round + 1);
    (rounds[round] ??= new Float32Array(batch).fill(0.5))[sample] = 1 - ratio;
    return round * batch + sample;
  });
  return tf.tidy(() => {
    const masks = rounds.map((shares) => block.masks(anchors, partners, tf.tensor1d(shares), size));
    if (masks.length === 0) return tf.zeros([0, ...size]) as tf.Tensor3D;
    return tf.gather(tf.concat(masks), tf.tensor1d(places, "int32")) as tf.Tensor3D;
  });
}
