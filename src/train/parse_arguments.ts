import { parseArgs } from "@std/cli/parse-args";
import { type Action, actions } from "./action.ts";
import { commandFlags } from "./command_flags.ts";
import type { Config } from "./config.ts";
import { flagName } from "./flag_name.ts";
import { flags } from "./flags.ts";
import type { Issue } from "./issue.ts";
import { nearest } from "./nearest.ts";

/** A command line, taken apart. */
export interface Arguments {
  /** What to do. */
  readonly action: Action;
  /** The texts after the flags that set the configuration, by its fields. */
  readonly given: Partial<Readonly<Record<keyof Config, string>>>;
  /** The configuration file. */
  readonly configFile: string | null;
  /** What to go on with: `"auto"`, or a path. */
  readonly resume: string | null;
  /** Whether what goes on may become another run. */
  readonly allowChanges: boolean;
  /** What is no flag of ours, or lacks its value. */
  readonly issues: readonly Issue[];
}

const fields = Object.keys(flags) as (keyof Config)[];
const switches = Object.keys(actions) as (keyof typeof actions)[];
const isSwitch = (field: keyof Config) => flags[field].takes === "";
const names = [...fields.map(flagName), ...Object.keys(commandFlags), ...switches].map((name) => `--${name}`);

/**
 * Takes a command line apart, without looking at the values.
 *
 * @param args The arguments, such as `["--method", "cutmix"]`. A `--`, which other task runners ask for, means nothing.
 */
export function parseArguments(args: readonly string[]): Arguments {
  const issues: Issue[] = [];
  const parsed: Readonly<Record<string, unknown>> = parseArgs(
    joinNegatives(args.filter((arg) => arg !== "--")),
    {
      string: [...fields.filter((field) => !isSwitch(field)).map(flagName), "config", "resume"],
      boolean: [...fields.filter(isSwitch).map(flagName), ...switches, "allow-changes"],
      alias: { h: "help" },
      unknown: (argument, key) => {
        issues.push(key === undefined ? unexpected(String(argument)) : unknownFlag(argument));
        return false;
      },
    },
  );
  const given = fields.flatMap((field) => {
    const value = parsed[flagName(field)];
    return value === undefined || value === false ? [] : [[field, String(value)]];
  });
  const path = (flag: "config" | "resume") => {
    const value = parsed[flag];
    if (value === "") issues.push(valueless(flag));
    return value === undefined || value === "" ? null : String(value);
  };
  return {
    action: switches.findLast((name) => parsed[name] === true) ?? "train", // the help wins, then the more harmless
    given: Object.fromEntries(given),
    configFile: path("config"),
    resume: path("resume"),
    allowChanges: parsed["allow-changes"] === true,
    issues,
  };
}

/** The parser takes `--lr -1` for two flags; `--lr=-1` says what was meant. */
function joinNegatives(args: readonly string[]): string[] {
  return args.reduce<string[]>((joined, arg) => {
    const before = joined.at(-1);
    const isValue = /^-[.\d]/.test(arg) && before !== undefined && /^--[^=]+$/.test(before);
    return isValue ? [...joined.slice(0, -1), `${before}=${arg}`] : [...joined, arg];
  }, []);
}

function valueless(flag: CommandFlagWithValue): Issue {
  const source = `--${flag}`;
  return { path: source, source, message: `${source}: needs a value (${commandFlags[flag].takes})` };
}

type CommandFlagWithValue = "config" | "resume";

function unknownFlag(argument: string): Issue {
  const [source = argument] = argument.split("=");
  const meant = nearest(source, names);
  const hint = meant === undefined ? "" : `, did you mean ${meant}?`;
  return { path: source, source, message: `${source}: unknown flag${hint}` };
}

function unexpected(argument: string): Issue {
  const source = argument === "" ? '""' : argument;
  return { path: source, source, message: `${source}: every value needs a flag before it` };
}
