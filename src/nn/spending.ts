import * as tf from "@tensorflow/tfjs";

/** What `tf.customGrad` asks for: gradients from the gradient above and what was saved. */
export type GradFunc = (above: tf.Tensor, saved: tf.Tensor[]) => tf.Tensor[];

/**
 * A gradient that frees what was saved for it once it has used it. tfjs itself holds all of that until the whole gradient is
 * known, with the gradients of all layers beside it: twice the memory. A gradient can be asked for once only.
 */
export function spending(gradient: GradFunc): GradFunc {
  return (above, saved) => {
    const slopes = gradient(above, saved);
    tf.dispose(saved);
    return slopes;
  };
}
