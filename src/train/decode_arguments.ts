import { parseArgs } from "@std/cli/parse-args";
import { type Either, isLeft, left, right } from "fp-ts/Either";
import type { ReadonlyNonEmptyArray } from "fp-ts/ReadonlyNonEmptyArray";
import { type Action, actions } from "./action.ts";
import type { Config } from "./config.ts";
import type { Broken } from "./flag.ts";
import { flagName } from "./flag_name.ts";
import { flags } from "./flags.ts";
import type { Issue } from "./issue.ts";
import { nearest } from "./nearest.ts";

/** A command line, understood. */
export interface Command {
  /** What to do. */
  readonly action: Action;
  /** What to do it with. */
  readonly config: Config;
}

const fields = Object.keys(flags) as (keyof Config)[];
const switches = Object.keys(actions) as (keyof typeof actions)[];

/**
 * Understands the arguments of a command line.
 *
 * @param args The arguments, such as `["--method", "cutmix"]`. A `--`, which other task runners ask for, means nothing.
 * @returns On the left, everything that is wrong with them, not only the first thing.
 *
 * @example
 * ```ts
 * import { decodeArguments } from "@miamix/miamix/train";
 * import { assertEquals } from "@std/assert";
 *
 * const wrong = decodeArguments(["--lr", "-1", "--methd", "cutmix"]);
 * assertEquals(wrong._tag === "Left" && wrong.left.map((issue) => issue.message), [
 *   "Unknown flag --methd, did you mean --method?",
 *   "Cannot train: --lr must be > 0, current value is -1",
 * ]);
 * ```
 */
export function decodeArguments(args: readonly string[]): Either<ReadonlyNonEmptyArray<Issue>, Command> {
  const unknown: Issue[] = [];
  const given: Readonly<Record<string, unknown>> = parseArgs(
    joinNegatives(args.filter((arg) => arg !== "--")),
    {
      string: fields.map(flagName),
      boolean: switches,
      alias: { h: "help" },
      unknown: (argument, key) => {
        unknown.push(key === undefined ? unexpected(String(argument)) : unknownFlag(argument));
        return false;
      },
    },
  );
  const decoded = fields.map((field) => [field, decodeField(field, given[flagName(field)])] as const);
  const [first, ...others] = [
    ...unknown,
    ...decoded.flatMap(([, value]) => isLeft(value) ? [value.left] : []),
  ];
  if (first !== undefined) return left([first, ...others]);
  const config = Object.fromEntries(
    decoded.flatMap(([field, value]) => isLeft(value) ? [] : [[field, value.right]]),
  ) as unknown as Config;
  return right({ action: chosenAction(given), config });
}

/** The help wins over everything, and the more harmless switch over the other. */
function chosenAction(given: Readonly<Record<string, unknown>>): Action {
  return switches.findLast((name) => given[name] === true) ?? "train";
}

/** The parser takes `--lr -1` for two flags; `--lr=-1` says what was meant. */
function joinNegatives(args: readonly string[]): string[] {
  return args.reduce<string[]>((joined, arg) => {
    const before = joined.at(-1);
    const isValue = /^-[.\d]/.test(arg) && before !== undefined && /^--[^=]+$/.test(before);
    return isValue ? [...joined.slice(0, -1), `${before}=${arg}`] : [...joined, arg];
  }, []);
}

function decodeField<K extends keyof Config>(field: K, value: unknown): Either<Issue, Config[K]> {
  const flag = flags[field];
  if (value === undefined) return right(flag.fallback);
  const decoded = value === ""
    ? left<Broken>({ rule: `needs a value (${flag.takes})` })
    : flag.decode(String(value));
  return isLeft(decoded) ? left(brokenRule(field, value, decoded.left)) : decoded;
}

function brokenRule(path: string, value: unknown, { rule, meant }: Broken): Issue {
  const source = `--${flagName(path)}`;
  const current = value === "" ? "" : `, current value is ${value}`;
  const hint = meant === undefined ? "" : `, did you mean ${meant}?`;
  return { path, source, message: `Cannot train: ${source} ${rule}${current}${hint}` };
}

function unknownFlag(argument: string): Issue {
  const [source = argument] = argument.split("=");
  const meant = nearest(source, [...fields.map(flagName), ...switches].map((name) => `--${name}`));
  const hint = meant === undefined ? "" : `, did you mean ${meant}?`;
  return { path: "", source, message: `Unknown flag ${source}${hint}` };
}

function unexpected(source: string): Issue {
  return { path: "", source, message: `Unexpected argument ${source}: every value needs a flag before it` };
}
