import { parseArgs } from "@std/cli/parse-args";
import { isLeft } from "fp-ts/Either";
import { type ModelPlace, modelSettings, readModel, type SavedModel, settingsOf } from "../src/report/mod.ts";
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
};

/** What a command about a model is asked for. */
export interface ModelArguments {
  readonly place: ModelPlace;
  readonly model: SavedModel;
  readonly config: Config;
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
  const place = run === undefined ? { weights: weights! } : { run, checkpoint: text("checkpoint") ?? "last" };
  const model = await readModel(place);
  const config = settingsOf(given, model);
  if (isLeft(config)) {
    refuse(
      command,
      [`${cannot}:`, ...config.left.map(({ message }) => `  ${message}`)].join("\n"),
    );
  }
  return {
    place,
    model,
    config: config.right,
    own: Object.fromEntries(Object.keys(flags).map((name) => [name, text(name)])),
    on: Object.fromEntries(Object.keys(switches).map((name) => [name, given[name] === true])),
    rest: given._.map(String),
  };
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
