import { type Either, left, right } from "fp-ts/Either";
import type { ReadonlyNonEmptyArray } from "fp-ts/ReadonlyNonEmptyArray";
import type { Action } from "./action.ts";
import type { Config } from "./config.ts";
import { decodeConfigFile, decodeConfigJson } from "./decode_config_file.ts";
import { flagName } from "./flag_name.ts";
import { flags } from "./flags.ts";
import type { Issue } from "./issue.ts";
import { brokenRule } from "./issue.ts";
import { type Layer, layer } from "./layer.ts";
import { type Arguments, parseArguments } from "./parse_arguments.ts";
import { presets } from "./presets.ts";

/** A command line, understood. */
export interface Command {
  /** What to do. */
  readonly action: Action;
  /** What to do it with. */
  readonly config: Config;
  /** Where each value comes from: `"--lr"`, `"mine.json"`, `"preset demo"`, `"default"`. */
  readonly origins: Readonly<Record<keyof Config, string>>;
  /** What to go on with: `"auto"`, the path of a run folder or a checkpoint. */
  readonly resume: string | null;
  /** Whether what goes on may become another run. */
  readonly allowChanges: boolean;
}

/** What a command line refers to. */
export interface Sources {
  /** The file of `--config`: its path, and what it holds. */
  readonly file?: { readonly path: string; readonly content: string } | undefined;
  /** The configuration of the run that goes on, as its checkpoint has it, and what to call it. */
  readonly recorded?: { readonly name: string; readonly config: unknown } | undefined;
}

const fields = Object.keys(flags) as (keyof Config)[];

/**
 * Understands the arguments of a command line. A flag goes before the file of `--config`, that before `--preset`, that
 * before what a run that goes on was started with, that before the defaults.
 *
 * @param args The arguments, such as `["--method", "cutmix"]`. A `--`, which other task runners ask for, means nothing.
 * @param sources What the arguments refer to.
 * @returns On the left, everything that is wrong with them, not only the first thing.
 *
 * @example
 * ```ts
 * import { decodeArguments } from "@miamix/miamix/train";
 * import { assertEquals } from "@std/assert";
 *
 * const file = { path: "mine.json", content: '{ "optimizer": { "momentum": 2 } }' };
 * const wrong = decodeArguments(["--lr", "-1", "--methd", "cutmix"], { file });
 * assertEquals(wrong._tag === "Left" && wrong.left.map((issue) => issue.message), [
 *   "--methd: unknown flag, did you mean --method?",
 *   "optimizer.lr: must be > 0, current value is -1, from --lr",
 *   "optimizer.momentum: must be in [0, 1), current value is 2, from mine.json",
 * ]);
 * ```
 */
export function decodeArguments(
  args: readonly string[],
  { file, recorded }: Sources = {},
): Either<ReadonlyNonEmptyArray<Issue>, Command> {
  const parsed = parseArguments(args);
  const layers: (readonly [Layer, (field: keyof Config) => string])[] = [
    [flagLayer(parsed), (field) => `--${flagName(field)}`],
  ];
  if (file !== undefined) layers.push([decodeConfigFile(file.path, file.content), () => file.path]);
  const preset = layers.map(([{ values }]) => values.preset).find((name) => name !== undefined) ?? null;
  if (preset !== null) {
    layers.push([{ values: presets[preset]!.config, issues: [] }, () => `preset ${preset}`]);
  }
  if (recorded !== undefined) {
    layers.push([decodeConfigJson(recorded.name, recorded.config), () => recorded.name]);
  }
  layers.push([{ values: defaults, issues: [] }, () => "default"]);

  const chosen = fields.map((field) =>
    [field, layers.find(([{ values }]) => values[field] !== undefined)!] as const
  );
  const config = Object.fromEntries(
    chosen.map(([field, [{ values }]]) => [field, values[field]]),
  ) as unknown as Config;
  const origins = Object.fromEntries(chosen.map(([field, [, source]]) => [field, source(field)])) as Record<
    keyof Config,
    string
  >;
  const [first, ...others] = [
    ...parsed.issues,
    ...layers.flatMap(([{ issues }]) => issues),
    ...misfits(config, origins),
  ];
  if (first !== undefined) return left([first, ...others]);
  const { action, resume, allowChanges } = parsed;
  return right({ action, config, origins, resume, allowChanges });
}

const defaults = Object.fromEntries(fields.map((field) => [field, flags[field].fallback])) as Partial<Config>;

function flagLayer({ given }: Arguments): Layer {
  return layer(
    fields.flatMap((field) => {
      const value = given[field];
      if (value === undefined) return [];
      const { kind, takes } = flags[field];
      const decoded = value === "" ? left({ rule: `needs a value (${takes})` }) : kind.fromText(value);
      return [{ field, source: `--${flagName(field)}`, value, decoded }];
    }),
  );
}

/** Values that are right alone and wrong together. */
function misfits(config: Config, origins: Readonly<Record<keyof Config, string>>): readonly Issue[] {
  const { epochs, warmupEpochs } = config;
  if (warmupEpochs < epochs) return [];
  const rule = `must be < ${flags.epochs.path}, which is ${epochs}`;
  return [brokenRule(flags.warmupEpochs.path, origins.warmupEpochs, warmupEpochs, { rule })];
}
