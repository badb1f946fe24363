/**
 * The number of steps of an epoch. A last batch that would not be full is left out, so that every step has the same
 * shape and weight; the order differs between epochs, so other images are left out each time. Fewer images than a
 * batch make one step of all of them.
 */
export function stepsPerEpoch(count: number, batchSize: number): number {
  return Math.max(1, Math.floor(count / batchSize));
}
