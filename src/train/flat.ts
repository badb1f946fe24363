import * as tf from "@tensorflow/tfjs";

/** The numbers of tensors, one after the other. */
export function flat(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tf.tidy(() => tf.concat(tensors.map((tensor) => tensor.flatten())));
}

/** Gives variables the numbers that {@linkcode flat} made one row of. */
export function assignFlat(variables: readonly tf.Variable[], row: tf.Tensor1D): void {
  tf.tidy(() => {
    const parts = tf.split(row, variables.map(({ size }) => size));
    variables.forEach((variable, i) => variable.assign(parts[i]!.reshape(variable.shape)));
  });
}
