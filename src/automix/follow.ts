import * as tf from "@tensorflow/tfjs";
import { demand } from "../demand.ts";

/**
 * Moves variables a little towards others: `follower ← momentum · follower + (1 - momentum) · leader`.
 *
 * @param followers What moves.
 * @param leaders As many variables of the same shapes.
 * @param momentum In `[0, 1]`; 0 copies.
 * @throws {RangeError} If there are not as many variables, or momentum is out of its range.
 */
export function follow(
  followers: readonly tf.Variable[],
  leaders: readonly tf.Variable[],
  momentum: number,
): void {
  const action = "follow a network";
  demand(momentum >= 0 && momentum <= 1, action, "momentum must be in [0, 1]", momentum);
  demand(
    followers.length === leaders.length,
    action,
    `there must be ${followers.length} variables`,
    leaders.length,
  );
  tf.tidy(() => {
    const old = flat(followers), next = flat(leaders);
    const moved = momentum === 0 ? next : tf.add(tf.mul(old, momentum), tf.mul(next, 1 - momentum));
    const parts = tf.split(moved, followers.map(({ size }) => size));
    followers.forEach((follower, i) => follower.assign(parts[i]!.reshape(follower.shape)));
  });
}

function flat(tensors: readonly tf.Tensor[]): tf.Tensor1D {
  return tf.concat(tensors.map((tensor) => tensor.flatten()));
}
