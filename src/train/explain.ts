import { DataError } from "../data/mod.ts";
import { DeviceError } from "../engine/tfjs/mod.ts";
import { WeightsError } from "../nn/mod.ts";
import { TrainError } from "./train_error.ts";

const known: readonly (abstract new (...args: never[]) => Error)[] = [
  DataError,
  DeviceError,
  RangeError,
  TrainError,
  WeightsError,
  ...Object.values(Deno.errors),
];

/** Explains an error to the user: its message where that is enough, else also where in the program it comes from. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (known.some((kind) => error instanceof kind)) return error.message;
  const place = error.stack?.split("\n").find((line) => /^\s+at /.test(line))?.trim();
  return `The program failed: ${error.name}: ${error.message}${place === undefined ? "" : ` (${place})`}`;
}
