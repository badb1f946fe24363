import { type Network, WeightsError } from "../../nn/mod.ts";

/**
 * Refuses what a network says where that is no answer: weights that are finite can be so large that it is not.
 *
 * @throws {WeightsError} If a logit is not finite.
 */
export function demandFiniteLogits({ name }: Pick<Network, "name">, logits: Float32Array): void {
  const strange = logits.find((logit) => !Number.isFinite(logit));
  if (strange === undefined) return;
  throw new WeightsError(`ask ${name}`, [`its logits must be finite, current value is ${strange}`]);
}
