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
import { demandFolder, writeOutput } from "./output.ts";
import { isRecord, readRecord } from "./read_record.ts";

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
 * folder, and a run that goes on keeps what it was recorded with, without a measurement: timing must not change results.
 *
 * @throws {TrainError} If what was measured cannot be written.
 */
export async function findKernels(
  { kernels, cacheDir }: Pick<Config, "kernels" | "cacheDir">,
  network: Pick<Network, "convolutions">,
  { backend, batch, recorded = {}, now }: FindKernelsOptions,
): Promise<KernelChoice> {
  if (kernels === "own") return {};
  const names = network.convolutions.map((site) =>
    convName(convShape([batch, ...site.input], site.filter, site))
  );
  if (kernels === "tfjs") return Object.fromEntries(names.map((name) => [name, allOfTfjs]));
  const all = cacheDir === null ? {} : await readRecord(`${cacheDir}/${FILE}`);
  const device = `${backend.name} ${backend.adapter}, batch ${batch}`;
  const before = decodeKernels(all[device]);
  const known = { ...before, ...recorded };
  const isNew = names.some((name) => known[name] === undefined);
  if (isNew && cacheDir !== null) await demandFolder(cacheDir, "Cannot remember kernels: --cache-dir");
  const choice = await chooseKernels(network, batch, { now, known });
  if (isNew && cacheDir !== null) {
    const measured = Object.entries(choice).filter(([name]) => recorded[name] === undefined);
    await writeOutput(
      `${cacheDir}/${FILE}`,
      `${JSON.stringify({ ...all, [device]: { ...before, ...Object.fromEntries(measured) } }, null, 2)}\n`,
    );
  }
  return choice;
}

const allOfTfjs: Makers = { forward: "tfjs", inputGradient: "tfjs", filterGradient: "tfjs" };

/** Tells if a choice has kernels of tfjs at all. */
export function isOfTfjs(choice: KernelChoice): boolean {
  return passesOfTfjs(choice) > 0;
}

/** A choice in a few words. */
export function kernelsLine(choice: KernelChoice): string {
  return `${passesOfTfjs(choice)} of ${
    passes.length * Object.keys(choice).length
  } passes of convolutions by tfjs`;
}

function passesOfTfjs(choice: KernelChoice): number {
  return Object.values(choice).flatMap((makers) => Object.values(makers)).filter((maker) => maker === "tfjs")
    .length;
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
