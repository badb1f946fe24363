import type * as tf from "@tensorflow/tfjs";
import type { Batch, Pixels } from "../batch.ts";
import { unmixed } from "../recipe/combine.ts";
import { draw, type Plan } from "../plan/draw.ts";
import { mixBatch } from "../engine/tfjs/mod.ts";
import { key } from "../random/mod.ts";

/** Images and labels as a plan reads them, which the caller disposes. */
export interface ReadImages {
  /** The anchors, `[samples, height, width, channels]`. */
  readonly anchors: tf.Tensor4D;
  /** Their labels, `[samples, classes]`. */
  readonly labels: tf.Tensor2D;
  /** The partners, where they are not the anchors in another order. */
  readonly partners?: tf.Tensor4D;
}

/**
 * Reads anchors and partners through the views of the first pass of a plan, and mixes nothing.
 *
 * @param batch The batch, and the pool of the partners where there is one.
 * @param plan What was drawn for it.
 */
export function readImages(batch: Batch<Pixels>, { samples, height, width, passes }: Plan): ReadImages {
  const recipe = unmixed();
  const plain = draw(recipe, key(0), { samples, height, width });
  const { partner, views, retouches } = passes[0]!;
  const reading = (ratio: 0 | 1) => {
    const params = new Float32Array(samples).fill(ratio);
    return mixBatch(recipe, batch, {
      ...plain,
      passes: [{ ...plain.passes[0]!, partner, views, retouches, params }],
    });
  };
  const { images: anchors, labels } = reading(0);
  const alike = retouches.length === 0 && views.every((value) => value === 0);
  if (alike && batch.pool === undefined) return { anchors, labels };
  const partners = reading(1);
  partners.labels.dispose();
  return { anchors, labels, partners: partners.images };
}
