import * as tf from "@tensorflow/tfjs";
import { demand } from "../demand.ts";
import { assignFlat, flat } from "./flat.ts";

/** Options of {@linkcode sgd}. */
export interface SgdOptions {
  /** In `[0, 1)`. @default {0.9} (MiAMix §4.1) */
  readonly momentum?: number;
  /** ≥ 0, on every variable. @default {5e-4} (MiAMix §4.1) */
  readonly weightDecay?: number;
  /** Whether to look ahead (Nesterov). @default {false} */
  readonly nesterov?: boolean;
}

/** A rule that changes variables by their gradients, with a memory. */
export interface Optimizer {
  /**
   * Changes the variables.
   *
   * @param variables The same list in the same order at every step.
   * @param gradients By the variables' names. They are not disposed.
   * @param lr The learning rate.
   * @throws {RangeError} If a variable has no gradient.
   */
  step(variables: readonly tf.Variable[], gradients: tf.NamedTensorMap, lr: number): void;
  /**
   * What it remembers between steps, for checkpoints: a number for each number of the variables, one variable after the
   * other. `undefined` before the first step. The optimizer disposes it.
   */
  velocity(): tf.Tensor1D | undefined;
  /** Goes on from another velocity, which is copied. */
  restore(velocity: tf.Tensor1D | undefined): void;
  /** Frees what it remembers. */
  dispose(): void;
}

/**
 * Stochastic gradient descent with momentum and weight decay, as `torch.optim.SGD` does it:
 * `g ← g + decay·p`, `v ← momentum·v + g`, `p ← p - lr·v` (with Nesterov, `p ← p - lr·(g + momentum·v)`).
 *
 * All variables move as one vector, so the number of kernels hardly grows with the number of variables.
 *
 * @throws {RangeError} If an option is out of its range.
 */
export function sgd(options: SgdOptions = {}): Optimizer {
  const { momentum = 0.9, weightDecay = 5e-4, nesterov = false } = options;
  demand(momentum >= 0 && momentum < 1, "build sgd()", "momentum must be in [0, 1)", momentum);
  demand(
    weightDecay >= 0 && Number.isFinite(weightDecay),
    "build sgd()",
    "weightDecay must be >= 0",
    weightDecay,
  );
  let velocity: tf.Tensor1D | undefined;
  const replace = (next: tf.Tensor1D | undefined) => {
    velocity?.dispose();
    velocity = next;
  };
  return {
    step(variables, gradients, lr) {
      const slopes = variables.map(({ name }) => gradientOf(gradients, name));
      const next = tf.tidy(() => {
        const places = flat(variables);
        const pull = tf.add(flat(slopes), tf.mul(places, weightDecay));
        const next = velocity === undefined ? pull : tf.add(tf.mul(velocity, momentum), pull);
        const way = nesterov ? tf.add(pull, tf.mul(next, momentum)) : next;
        assignFlat(variables, tf.sub(places, tf.mul(way, lr)));
        return next as tf.Tensor1D;
      });
      replace(next);
    },
    velocity: () => velocity,
    restore: (next) => replace(next?.clone()),
    dispose: () => replace(undefined),
  };
}

function gradientOf(gradients: tf.NamedTensorMap, name: string): tf.Tensor {
  const gradient = gradients[name];
  demand(
    gradient !== undefined,
    "take an sgd() step",
    "every variable must have a gradient",
    `none for ${name}`,
  );
  return gradient;
}
