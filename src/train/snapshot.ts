import * as tf from "@tensorflow/tfjs";
import type { Learner } from "./train_step.ts";

/** What a step changes, as it was at some time. */
export interface Snapshot {
  /** Makes everything as it was. */
  restore(): void;
  /** Frees it. */
  dispose(): void;
}

/** Takes a snapshot. It costs no time: a variable that is assigned leaves its old numbers to whoever holds them. */
export function snapshot({ network, optimizer, average, automixer }: Omit<Learner, "recipe">): Snapshot {
  const variables = [...network.variables, ...network.buffers];
  const values = variables.map((variable) => variable.clone());
  const velocity = optimizer.velocity()?.clone();
  const averaged = average?.value()?.clone();
  const masks = Object.fromEntries(
    Object.entries<tf.Tensor>(automixer?.state() ?? {}).map(([name, tensor]) => [name, tensor.clone()]),
  );
  return {
    restore() {
      variables.forEach((variable, i) => variable.assign(values[i]!));
      optimizer.restore(velocity);
      average?.restore(averaged);
      automixer?.restore(masks);
    },
    dispose() {
      tf.dispose(values);
      velocity?.dispose();
      averaged?.dispose();
      tf.dispose(masks);
    },
  };
}
