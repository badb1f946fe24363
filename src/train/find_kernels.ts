import {
  chooseKernels,
  convName,
  convShape,
  type KernelChoice,
  type Makers,
  type Network,
  passes,
} from "../nn/mod.ts";
import type { Backend } from "./backend.ts";
import type { Config } from "./config.ts";
import { isRecord, readRecord } from "./read_record.ts";
import { TrainError } from "./train_error.ts";
import { writeWhole } from "./write_whole.ts";

/** Options of {@linkcode findKernels}. */
export interface FindKernelsOptions {
  /** Where the run computes. */
  readonly backend: Backend;
  /** Images a step. */
  readonly batch: number;
  /** What the run that this one goes on with computed with. */
  readonly recorded: KernelChoice | undefined;
  /** A clock in milliseconds. */
  readonly now: () => number;
}

/** The name of the file that remembers what was measured, in the folder of converted data sets. */
const FILE = "kernels.json";

/**
 * Finds whose kernels a run convolves with, as `--kernels` says. What `auto` measures is remembered by device in the cache
 * folder, and a run that goes on keeps what it has: timing must not change results.
 *
 * @throws {TrainError} If what was measured cannot be written.
 */
export async function findKernels(
  { kernels, cacheDir }: Pick<Config, "kernels" | "cacheDir">,
  network: Pick<Network, "convolutions">,
  { backend, batch, recorded = {}, now }: FindKernelsOptions,
): Promise<KernelChoice> {
  if (kernels === "own") return {};
  if (kernels === "tfjs") {
    const names = network.convolutions.map((site) =>
      convName(convShape([batch, ...site.input], site.filter, site))
    );
    return Object.fromEntries(names.map((name) => [name, allOfTfjs]));
  }
  const all = cacheDir === null ? {} : await readRecord(`${cacheDir}/${FILE}`);
  const device = `${backend.name} ${backend.adapter}, batch ${batch}`;
  const before = decodeKernels(all[device]);
  const choice = await chooseKernels(network, batch, { now, known: { ...before, ...recorded } });
  if (cacheDir !== null) await remember(cacheDir, { ...all, [device]: { ...before, ...choice } });
  return choice;
}

const allOfTfjs: Makers = { forward: "tfjs", inputGradient: "tfjs", filterGradient: "tfjs" };

async function remember(folder: string, all: Readonly<Record<string, unknown>>): Promise<void> {
  try {
    await Deno.mkdir(folder, { recursive: true });
    await writeWhole(`${folder}/${FILE}`, `${JSON.stringify(all, null, 2)}\n`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : cause;
    throw new TrainError("storage", `Cannot remember kernels in ${folder}/${FILE}: ${why}`, { cause });
  }
}

/** A choice as files hold it; whatever is not one is left out. */
export function decodeKernels(value: unknown): KernelChoice {
  if (!isRecord(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, Makers] => isMakers(entry[1])),
  );
}

function isMakers(value: unknown): value is Makers {
  return isRecord(value) && passes.every((pass) => value[pass] === "own" || value[pass] === "tfjs");
}
