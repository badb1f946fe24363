import type { Batch } from "../../batch.ts";
import type { PassPlan } from "../../plan/draw.ts";

/** Mixes labels, given as classes or as rows of weights, into rows of weights `[samples, classes]`. */
export function blendLabels(
  out: Float32Array,
  lambda: Float32Array,
  { partner, smoothing }: PassPlan,
  anchors: Batch["labels"],
  partners: Batch["labels"],
  classes: number,
): void {
  for (let n = 0; n < lambda.length; n++) {
    const share = lambda[n]!, start = n * classes;
    let sum = 0;
    for (let k = 0; k < classes; k++) {
      const ours = weight(anchors, n, k, classes), theirs = weight(partners, partner[n]!, k, classes);
      out[start + k] = share === 1 ? ours : share === 0 ? theirs : theirs + share * (ours - theirs);
      sum += out[start + k]!;
    }
    const even = smoothing[n]!;
    if (even === 0) continue;
    for (let k = 0; k < classes; k++) out[start + k] = (1 - even) * out[start + k]! + even * sum / classes;
  }
}

function weight(labels: Batch["labels"], n: number, k: number, classes: number): number {
  return labels instanceof Float32Array ? labels[n * classes + k]! : labels[n] === k ? 1 : 0;
}
