import * as tf from "@tensorflow/tfjs";

/** Fills the groups of channels on an axis up with zeros, until there are `channels` in all. */
export function fillChannels(tensor: tf.Tensor, axis: number, groups: number, channels: number): tf.Tensor {
  const extra = (channels - tensor.shape[axis]!) / groups;
  if (extra === 0) return tensor;
  return changed(tensor, axis, groups, channels, (parts) => tf.pad(parts, [[0, 0], [0, extra], [0, 0]]));
}

/** Drops the last channels of every group on an axis, until there are `channels` in all. */
export function dropChannels(tensor: tf.Tensor, axis: number, groups: number, channels: number): tf.Tensor {
  if (channels === tensor.shape[axis]) return tensor;
  return changed(
    tensor,
    axis,
    groups,
    channels,
    (parts) => tf.slice(parts, [0, 0, 0], [parts.shape[0], channels / groups, parts.shape[2]]),
  );
}

/** Changes `[groups before, channels of a group, what is inside of a channel]`. */
function changed(
  tensor: tf.Tensor,
  axis: number,
  groups: number,
  channels: number,
  change: (parts: tf.Tensor3D) => tf.Tensor,
): tf.Tensor {
  const before = size(tensor.shape.slice(0, axis)), inside = size(tensor.shape.slice(axis + 1));
  const parts = tensor.reshape([before * groups, tensor.shape[axis]! / groups, inside]) as tf.Tensor3D;
  return change(parts).reshape(tensor.shape.with(axis, channels));
}

function size(sides: readonly number[]): number {
  return sides.reduce((product, side) => product * side, 1);
}
