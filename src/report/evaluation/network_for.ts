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
}

/**
 * Makes a network that has learned ready to be asked, on a backend that is tested at its sizes.
 *
 * @throws {WeightsError} If the weights do not belong to the network.
 * @throws {TrainError} If there is no backend to compute on.
 * @throws {RangeError} If there is no such network.
 */
export async function networkFor(
  { model, options, weights, backend: choice, batchSize }: NetworkForOptions,
): Promise<{ readonly network: Network; readonly backend: Backend }> {
  const build = () => network(model, options, key(0));
  const backend = await chooseBackend(choice, async () => {
    const trial = build();
    await selfTest(trial, batchSize).finally(() => trial.dispose());
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
