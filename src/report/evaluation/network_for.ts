import * as tf from "@tensorflow/tfjs";
import { key } from "../../random/mod.ts";
import {
  type Network,
  network,
  type NetworkOptions,
  selfTest,
  type StoredTensors,
  writeWeights,
} from "../../nn/mod.ts";
import { type Backend, type BackendChoice, chooseBackend } from "../../train/mod.ts";
import { readBack } from "../../train/read_back.ts";

/** What a network is made of and where it computes. */
export interface NetworkForOptions {
  /** The name of the network. */
  readonly model: string;
  /** What it is built for. */
  readonly options: NetworkOptions;
  /** Its weights and running statistics, by the names of a PyTorch state dict. */
  readonly weights: StoredTensors;
  /** Where to compute. */
  readonly backend: BackendChoice;
  /** Images at a time. */
  readonly batchSize: number;
  /** A clock in milliseconds, to measure backends with. */
  readonly now: () => number;
}

/**
 * Makes a network that has learned ready to be asked, on a backend that is tested at its sizes.
 *
 * @throws {WeightsError} If the weights do not belong to the network.
 * @throws {TrainError} If there is no backend to compute on.
 * @throws {RangeError} If there is no such network.
 */
export async function networkFor(
  { model, options, weights, backend: choice, batchSize, now }: NetworkForOptions,
): Promise<{ readonly network: Network; readonly backend: Backend }> {
  const build = () => network(model, options, key(0));
  const backend = await chooseBackend(choice, {
    test: () => using(build(), (built) => selfTest(built, batchSize)),
    measure: () => using(build(), (built) => measured(built, batchSize, now)),
  });
  const built = build();
  try {
    writeWeights(built, weights);
  } catch (error) {
    built.dispose();
    throw error;
  }
  return { network: built, backend };
}

async function using<A>(built: Network, work: (built: Network) => Promise<A>): Promise<A> {
  try {
    return await work(built);
  } finally {
    built.dispose();
  }
}

/** Seconds for a batch, after a first one that compiles and allocates. */
async function measured(built: Network, batchSize: number, now: () => number): Promise<number> {
  const ask = () =>
    readBack(
      tf.tidy(() =>
        built.apply(tf.zeros([batchSize, ...built.inputShape]) as tf.Tensor4D, { training: false })
      ),
    );
  await ask();
  const started = now();
  await ask();
  return (now() - started) / 1000;
}
