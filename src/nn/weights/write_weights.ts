import * as tf from "@tensorflow/tfjs";
import type { Network } from "../network.ts";
import { permute } from "./permute.ts";
import type { StoredTensor, StoredTensors } from "./stored_tensor.ts";
import { storedShape, type WeightSite } from "./weight_site.ts";
import { WeightsError } from "./weights_error.ts";

/**
 * Gives a network the weights that {@linkcode readWeights} reads, or those of the same network from a PyTorch state dict.
 *
 * All weights and running statistics must be there with their shapes, and nothing else but PyTorch's counters
 * `num_batches_tracked`, which are not used. Floats of other sizes are converted to 32 bits. If anything is wrong, the
 * network stays as it is.
 *
 * @throws {WeightsError} With every name that is missing, unknown or does not fit.
 */
export function writeWeights(
  { name, weights }: Pick<Network, "name" | "weights">,
  tensors: StoredTensors,
): void {
  const known = new Set(weights.flatMap(({ names }) => names));
  const unknown = [...tensors.keys()].filter((name) => !known.has(name) && !isCounter(name, known));
  const issues = [
    ...weights.flatMap((site) =>
      site.names.flatMap((name) => problemOf(name, tensors.get(name), storedShape(site)))
    ),
    ...unknown.map((name) => `${name} is not a part of it`),
  ];
  if (issues.length > 0) throw new WeightsError(`load weights into ${name}`, issues);
  for (const site of weights) assign(site, site.names.map((name) => tensors.get(name)!));
}

function isCounter(name: string, known: ReadonlySet<string>): boolean {
  return known.has(name.replace(/num_batches_tracked$/, "running_mean"));
}

function problemOf(name: string, tensor: StoredTensor | undefined, shape: readonly number[]): string[] {
  if (tensor === undefined) return [`${name} is missing`];
  if (tensor.shape.join() !== shape.join() || tensor.data.length !== size(shape)) {
    return [`${name} must be [${shape}], current value is [${tensor.shape}]`];
  }
  return isFloats(tensor.data)
    ? []
    : [`${name} must be floats, current value is ${tensor.data.constructor.name}`];
}

function assign(site: WeightSite, tensors: readonly StoredTensor[]): void {
  const { variable, axes } = site;
  const back = axes.map((_, axis) => axes.indexOf(axis));
  const values = new Float32Array(variable.size);
  tensors.forEach(({ shape, data }, row) => {
    const floats = Float32Array.from(data as Float32Array);
    values.set(permute(floats, shape, back), row * floats.length);
  });
  const value = tf.tensor(values, variable.shape);
  variable.assign(value);
  value.dispose();
}

function isFloats(data: StoredTensor["data"]): boolean {
  return data instanceof Float32Array || data instanceof Float64Array || data instanceof Float16Array;
}

function size(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}
