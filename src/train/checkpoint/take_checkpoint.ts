import type { Automixer } from "../../automix/mod.ts";
import { readWeights, type StoredTensors } from "../../nn/mod.ts";
import { fromDevice } from "../read_back.ts";
import type { Learner } from "../train_step.ts";
import type { Checkpoint, Progress } from "./checkpoint.ts";

/**
 * Reads everything that a learner has become from the device.
 *
 * @throws {TrainError} If the device does not answer.
 * @throws {DeviceError} If the device has reported an error.
 */
export function takeCheckpoint(
  { network, optimizer, average, automixer }: Pick<
    Learner,
    "network" | "optimizer" | "average" | "automixer"
  >,
  progress: Progress,
): Promise<Checkpoint> {
  return fromDevice(async () => ({
    progress,
    weights: await readWeights(network),
    velocity: await optimizer.velocity()?.data<"float32">() as Float32Array<ArrayBuffer> | undefined,
    average: average?.value() === undefined ? undefined : await average.during(() => readWeights(network)),
    automix: automixer && await readState(automixer),
  }));
}

async function readState(automixer: Automixer): Promise<StoredTensors> {
  const read = Object.entries(automixer.state()).map(async ([name, tensor]) =>
    [name, { shape: tensor.shape, data: await tensor.data<"float32">() }] as const
  );
  return new Map(await Promise.all(read)) as StoredTensors;
}
