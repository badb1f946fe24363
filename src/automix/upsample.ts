import * as tf from "@tensorflow/tfjs";

/** How the pixels between those of a smaller map are filled. */
export type Upsampling = "nearest" | "bilinear";

/**
 * Enlarges maps by two products with fixed matrices, a matrix for each side: so the gradient is right on every backend and
 * for every pair of sizes (that of tfjs's own nearest resize is wrong on some). The centres of pixels line up as in
 * PyTorch with `align_corners=False`.
 *
 * @param maps `[batch, height, width]`
 * @param size Height and width of the result.
 * @returns `[batch, height, width]`
 */
export function upsample(
  maps: tf.Tensor3D,
  [height, width]: readonly [number, number],
  how: Upsampling,
): tf.Tensor3D {
  const [batch, rows, columns] = maps.shape;
  return tf.tidy(() => {
    const wide = tf.matMul(maps.reshape([batch * rows, columns]), spread(columns, width, how));
    const turned = tf.transpose(wide.reshape([batch, rows, width]), [0, 2, 1]);
    const high = tf.matMul(turned.reshape([batch * width, rows]), spread(rows, height, how));
    return tf.transpose(high.reshape([batch, width, height]), [0, 2, 1]);
  });
}

/** The share `[from, to]` that each old pixel has in each new one; columns sum to 1. */
function spread(from: number, to: number, how: Upsampling): tf.Tensor2D {
  const shares = tf.buffer([from, to]);
  for (let i = 0; i < to; i++) {
    const centre = (i + 0.5) * from / to;
    const place = how === "nearest" ? Math.floor(centre) : Math.max(0, Math.min(from - 1, centre - 0.5));
    const first = Math.floor(place), rest = place - first;
    shares.set(1 - rest, first, i);
    if (rest > 0) shares.set(rest, first + 1, i);
  }
  return shares.toTensor() as tf.Tensor2D;
}
