import * as tf from "@tensorflow/tfjs";
import type { Network } from "../nn/mod.ts";
import { assignFlat, flat } from "./flat.ts";

/** An average of what a network has learned, over the steps. */
export interface Average {
  /** Takes in what the network is after a number of steps. */
  update(stepsDone: number): void;
  /** The average: a number for each number of variables and buffers; `undefined` before the first step. */
  value(): tf.Tensor1D | undefined;
  /** Goes on from another one, which is copied. */
  restore(value: tf.Tensor1D | undefined): void;
  /** Does something while the network is the average, and gives it back its own numbers. */
  during<A>(work: () => Promise<A>): Promise<A>;
  /** Frees it. */
  dispose(): void;
}

/**
 * An exponential moving average of weights and running statistics: `a ← d·a + (1 - d)·w`. It decays faster in the first
 * steps, `d = min(decay, (1 + t) / (10 + t))` after `t` steps, as TensorFlow's `ExponentialMovingAverage` does.
 *
 * @param network Whose.
 * @param decay In `(0, 1)`.
 */
export function average(
  { variables, buffers }: Pick<Network, "variables" | "buffers">,
  decay: number,
): Average {
  const all = [...variables, ...buffers];
  let value: tf.Tensor1D | undefined;
  const replace = (next: tf.Tensor1D | undefined) => {
    value?.dispose();
    value = next;
  };
  return {
    update(stepsDone) {
      const share = Math.min(decay, (1 + stepsDone) / (10 + stepsDone));
      replace(tf.tidy(() => {
        const now = flat(all);
        return value === undefined ? now : tf.add(tf.mul(value, share), tf.mul(now, 1 - share));
      }));
    },
    value: () => value,
    restore: (next) => replace(next?.clone()),
    async during(work) {
      if (value === undefined) return await work();
      const own = tf.tidy(() => flat(all));
      try {
        assignFlat(all, value);
        return await work();
      } finally {
        assignFlat(all, own);
        own.dispose();
      }
    },
    dispose: () => replace(undefined),
  };
}
