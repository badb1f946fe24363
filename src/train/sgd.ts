import * as tf from "@tensorflow/tfjs";
import { demand } from "../demand.ts";

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
  /** Changes the variables; gradients are by the variables' names. */
  step(variables: readonly tf.Variable[], gradients: tf.NamedTensorMap, lr: number): void;
  /** The memory of every variable that was changed, by its name. */
  readonly memory: ReadonlyMap<string, tf.Variable>;
  dispose(): void;
}

/**
 * Stochastic gradient descent with momentum and weight decay, as PyTorch does it:
 * `g ← g + decay·p`, `v ← momentum·v + g`, `p ← p - lr·v` (with Nesterov, `p ← p - lr·(g + momentum·v)`).
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
  const memory = new Map<string, tf.Variable>();
  return {
    memory,
    step(variables, gradients, lr) {
      for (const variable of variables) {
        tf.tidy(() => {
          const gradient = tf.add(gradients[variable.name]!, tf.mul(variable, weightDecay));
          const before = memory.get(variable.name);
          const velocity = before === undefined ? gradient : tf.add(tf.mul(before, momentum), gradient);
          if (before === undefined) memory.set(variable.name, tf.keep(tf.variable(velocity, false)));
          else before.assign(velocity);
          const way = nesterov ? tf.add(gradient, tf.mul(velocity, momentum)) : velocity;
          variable.assign(tf.sub(variable, tf.mul(way, lr)));
        });
      }
    },
    dispose() {
      tf.dispose([...memory.values()]);
      memory.clear();
    },
  };
}
