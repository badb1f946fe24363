import { DataError } from "../data/mod.ts";
import { DeviceError } from "../engine/tfjs/mod.ts";
import { WeightsError } from "../nn/mod.ts";
import { TrainError } from "./train_error.ts";

/** What to tell the user about an error: its message where that is enough, everything known about it otherwise. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const known = [DataError, DeviceError, RangeError, TrainError, WeightsError].some((kind) =>
    error instanceof kind
  );
  return known ? error.message : error.stack ?? error.message;
}
