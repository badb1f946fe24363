import { DataError, DiskError } from "../data/mod.ts";
import { DeviceError } from "../engine/tfjs/mod.ts";
import { WeightsError } from "../nn/mod.ts";
import { type FailureKind, TrainError } from "./train_error.ts";

const codes: Readonly<Record<FailureKind, number>> = {
  storage: 1,
  usage: 2,
  backend: 3,
  damaged: 4,
  diverged: 5,
  interrupted: 130,
};

/**
 * The exit code of a failed command: 2 wrong usage, 3 no usable backend, 4 data or weights missing or damaged, 5 diverged, 130
 * interrupted, 1 everything else, such as what cannot be written.
 */
export function exitCode(error: unknown): number {
  if (error instanceof DiskError) return codes.storage;
  if (error instanceof DataError || error instanceof WeightsError) return 4;
  if (error instanceof DeviceError) return 3;
  if (error instanceof RangeError) return codes.usage;
  return error instanceof TrainError ? codes[error.kind] : 1;
}
