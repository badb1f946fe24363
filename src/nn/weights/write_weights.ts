import * as tf from "@tensorflow/tfjs";
import type { Network } from "../network.ts";
import { permute } from "./permute.ts";
import { storedProblems } from "./stored_problems.ts";
import type { StoredTensor, StoredTensors } from "./stored_tensor.ts";
import { storedShape, type WeightSite } from "./weight_site.ts";
import { WeightsError } from "./weights_error.ts";

/** The most missing or unknown names in a message. */
const NAMED = 5;

/**
 * Gives a network the weights that {@linkcode readWeights} reads, or those of the same network from a PyTorch state dict.
 *
 * All weights and running statistics must be there with their shapes, and nothing else but PyTorch's counters
 * `num_batches_tracked`, which are not used. Floats of other sizes are converted to 32 bits, in which they must be finite.
 * If anything is wrong, the network stays as it is.
 *
 * @throws {WeightsError} With how many names are missing and unknown and the first of each, and every one that does not fit.
 */
export function writeWeights(
  { name, weights }: Pick<Network, "name" | "weights">,
  tensors: StoredTensors,
): void {
  const sites = weights.flatMap((site) => site.names.map((name) => [name, storedShape(site)] as const));
  const known = new Set(sites.map(([name]) => name));
  const missing = [...known].filter((name) => !tensors.has(name));
  const unknown = [...tensors.keys()].filter((name) => !known.has(name) && !isCounter(name, known));
  const issues = [
    ...named(missing, "it lacks"),
    ...named(unknown, "no part of it is called"),
    ...sites.flatMap(([name, shape]) => tensors.has(name) ? problemsOf(name, tensors.get(name)!, shape) : []),
  ];
  if (issues.length > 0) throw new WeightsError(`load weights into ${name}`, issues);
  for (const site of weights) assign(site, site.names.map((name) => tensors.get(name)!));
}

function isCounter(name: string, known: ReadonlySet<string>): boolean {
  return known.has(name.replace(/num_batches_tracked$/, "running_mean"));
}

/** The first of many names, in a sentence. */
function named(names: readonly string[], what: string): readonly string[] {
  const more = names.length - NAMED;
  if (names.length === 0) return [];
  return [`${what} ${names.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`];
}

function problemsOf(name: string, tensor: StoredTensor, shape: readonly number[]): readonly string[] {
  if (tensor.shape.join() !== shape.join() || tensor.data.length !== size(shape)) {
    return [`${name} must be [${shape}], current value is [${tensor.shape}]`];
  }
  return isFloats(tensor.data)
    ? storedProblems(name, tensor)
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
