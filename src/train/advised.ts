import { DeviceError } from "../engine/tfjs/mod.ts";
import { checkpointPath } from "./checkpoint/mod.ts";
import { TrainError } from "./train_error.ts";

/** How the memory of wasm, 4 GiB at most, and of the program end: not with an error of their own. */
const OUT_OF_MEMORY = /memory access out of bounds|allocation failed|out of memory/i;

/**
 * Adds to an error of a run what the user can do.
 *
 * @param error Whatever was thrown.
 * @param folder The folder of the run, if it has begun.
 * @returns A `TrainError`, or the error itself if nothing is known about it.
 */
export function advised(error: unknown, folder: string | undefined): unknown {
  if (!(error instanceof Error)) return error;
  const noMemory = (error instanceof WebAssembly.RuntimeError || error instanceof RangeError) &&
    OUT_OF_MEMORY.test(error.message);
  const known = error instanceof TrainError ? error.kind : undefined;
  const kind = noMemory || error instanceof DeviceError ? "backend" : known;
  if (kind === undefined) return error;
  const lines = [
    noMemory ? `Cannot go on training: there must be memory left (${error.message})` : error.message,
  ];
  if (kind === "backend") {
    lines.push(
      "A smaller --batch-size needs less memory; --backend wasm needs no GPU; other programs may use the same GPU.",
    );
  }
  if (folder !== undefined) {
    lines.push(
      `The last checkpoint stands: ${checkpointPath(folder, "last")}. ` +
        `deno task train --resume ${folder} goes on from it.`,
    );
  }
  return new TrainError(kind, lines.join("\n"), { cause: error });
}
