import { parseArgs } from "@std/cli/parse-args";
import { isLeft } from "fp-ts/Either";
import {
  type ModelPlace,
  modelSettings,
  readModel,
  type SavedModel,
  settingsOf,
  type Statistics,
} from "../src/report/mod.ts";
import { type Config, flags as runFlags, TrainError } from "../src/train/mod.ts";
import { flagName } from "../src/train/flag_name.ts";
import { nearest } from "../src/train/nearest.ts";

/** Flags by name, each with what it takes and a line of help. */
export type Flags = Readonly<Record<string, string>>;

/** The flags that say which weights are meant. */
const placeFlags: Flags = {
  run: "DIR  the folder of a run",
  checkpoint: "NAME  which checkpoint of the run: last, best, epoch-N (default: last)",
  weights: "FILE  a checkpoint, or a safetensors or .npz file of another program, with --model and --dataset",
  mean:
    "NUMBERS  the mean of each channel in [0, 1], for weights of another program (default: of the data set)",
  std: "NUMBERS  the standard deviation of each channel in (0, 1], likewise",
};

/** What a command about a model is asked for. */
export interface ModelArguments {
  readonly place: ModelPlace;
  readonly model: SavedModel;
  readonly config: Config;
  /** Means and deviations that were given for weights of another program. */
  readonly statistics: Statistics;
  /** The texts after the flags of the command itself. */
  readonly own: Readonly<Record<string, string | undefined>>;
  /** The switches of the command itself. */
  readonly on: Readonly<Record<string, boolean>>;
  /** What stands without a flag. */
  readonly rest: readonly string[];
}

/** The command line of a task about a model. */
export interface ModelCommand {
  /** `eval` */
  readonly task: string;
  /** What it cannot do when something is wrong: `Cannot evaluate`. */
  readonly cannot: string;
  readonly usage: readonly string[];
  readonly flags: Flags;
  /** Flags without a value. */
  readonly switches?: Flags;
}

/** Understands the command line of a task about a model and reads the model; `undefined` where only help was asked for. */
export async function modelArguments(
  args: readonly string[],
  command: ModelCommand,
): Promise<ModelArguments | undefined> {
  const { cannot, flags, switches = {} } = command;
  const valued = [...Object.keys(placeFlags), ...modelSettings.map(flagName), ...Object.keys(flags)];
  const names = [...valued, ...Object.keys(switches), "help"];
  const given: Readonly<Record<string, unknown>> & { readonly _: readonly unknown[] } = parseArgs([...args], {
    string: valued,
    boolean: [...Object.keys(switches), "help"],
    unknown: (argument: string) => {
      if (!argument.startsWith("-")) return true;
      const [name = ""] = argument.split("=");
      const meant = nearest(name, names.map((one) => `--${one}`));
      return refuse(command, `Unknown flag ${name}${meant === undefined ? "" : `, did you mean ${meant}?`}`);
    },
  });
  if (given.help === true) {
    console.log(help(command));
    return undefined;
  }
  const text = (name: string) => given[name] as string | undefined;
  for (const name of valued) if (text(name) === "") refuse(command, `${cannot}: --${name} needs a value`);
  const run = text("run")?.replace(/(?<=.)\/+$/, ""), weights = text("weights");
  if ((run === undefined) === (weights === undefined)) {
    refuse(
      command,
      `${cannot}: one of --run and --weights must be given, current value is ${
        run === undefined ? "none" : "both"
      }`,
    );
  }
  const mean = numbers(command, "mean", text("mean")), std = numbers(command, "std", text("std"));
  const place = run === undefined ? { weights: weights! } : { run, checkpoint: text("checkpoint") ?? "last" };
  const model = await readModel(place);
  const config = settingsOf(given, model);
  if (isLeft(config)) {
    refuse(
      command,
      [`${cannot}:`, ...config.left.map(({ message }) => `  ${message}`)].join("\n"),
    );
  }
  const recorded = model.learned?.data;
  if (recorded !== undefined) {
    demandRecorded(command, { mean: text("mean"), std: text("std") });
    const { size: [height, width] } = recorded, { size } = config.right;
    if (size !== null && (size !== height || size !== width)) {
      refuse(command, `${cannot}: --size must be ${height} as in the run, current value is ${size}`);
    }
  }
  return {
    place,
    model,
    config: config.right,
    statistics: { ...(mean && { mean }), ...(std && { std }) },
    own: Object.fromEntries(Object.keys(flags).map((name) => [name, text(name)])),
    on: Object.fromEntries(Object.keys(switches).map((name) => [name, given[name] === true])),
    rest: given._.map(String),
  };
}

/** Understands numbers with commas between them. */
function numbers(
  command: ModelCommand,
  flag: keyof Statistics,
  text: string | undefined,
): readonly number[] | undefined {
  const values = text?.split(",").map((part) => part.trim() === "" ? NaN : Number(part));
  if (values?.every((value) => value <= 1 && (flag === "mean" ? value >= 0 : value > 0)) ?? true) {
    return values;
  }
  return refuse(
    command,
    `${command.cannot}: --${flag} must be numbers in ${
      flag === "mean" ? "[0, 1]" : "(0, 1]"
    } with commas between them, such as 0.49,0.48,0.45, current value is ${text}`,
  );
}

/** Refuses what a run says itself. */
function demandRecorded(command: ModelCommand, given: Readonly<Record<string, string | undefined>>): void {
  for (const [flag, text] of Object.entries(given)) {
    if (text === undefined) continue;
    refuse(
      command,
      `${command.cannot}: --${flag} must not be given for a model of a run, which says it, current value is ${text}`,
    );
  }
}

/** Ends a command whose line is wrong. */
export function refuse({ task }: Pick<ModelCommand, "task">, message: string): never {
  throw new TrainError("usage", `${message}\ndeno task ${task} --help lists the flags.`);
}

function help({ usage, flags, switches = {} }: ModelCommand): string {
  const settings = modelSettings.map((field) =>
    `  --${flagName(field)} ${runFlags[field].takes}  ${runFlags[field].summary}`
  );
  const lines = (some: Flags) => Object.entries(some).map(([name, line]) => `  --${name} ${line}`);
  return [
    ...usage,
    "",
    ...lines({ ...placeFlags, ...flags }),
    ...Object.entries(switches).map(([name, line]) => `  --${name}  ${line}`),
    "",
    "What else was recorded with the weights can be said anew, or must be for weights of another program:",
    ...settings,
  ].join("\n");
}
