import { parseArgs } from "@std/cli/parse-args";
import { nearest } from "../src/train/nearest.ts";
import { TrainError } from "../src/train/mod.ts";
import {
  allMutations,
  choose,
  copyCheckout,
  equivalent,
  firstFailure,
  isSeen,
  type Mutation,
} from "../test/mutations/mod.ts";
import { perform, type Surroundings } from "./command/perform.ts";

const help =
  `Breaks the code on purpose, one line at a time, in a copy of the checkout, and runs the tests that should see it.
  --list       print the mutations, and run nothing
  --only TEXT  those alone whose file or changed line has this text
  --some N     so many of them alone, chosen by --seed
  --seed TEXT  what chooses, such as the hash of a commit (default: 0)
A mutation that no test sees ends it with exit code 1, unless test/mutations/equivalent.ts says why none can.`;

const texts = ["some", "only", "seed"], switches = ["list", "help"];

async function main(args: readonly string[], { signal }: Surroundings): Promise<number> {
  const { list, help: helped, ...given } = parseArgs(args, {
    string: texts,
    boolean: switches,
    unknown: refuse,
  });
  const { some, only = "", seed = "0" } = given as Readonly<Record<string, string | undefined>>;
  if (some !== undefined && !/^[1-9]\d*$/.test(some)) {
    usage(`Cannot choose mutations: --some must be an integer >= 1, current value is ${some}`);
  }
  if (helped) return say(help);
  const { all: found, stale } = await allMutations();
  if (stale.length > 0) return fail(stale.join("\n"));
  const all = found.filter(({ name }) => name.includes(only));
  const chosen = some === undefined ? all : choose(all, Number(some), seed);
  say(`${chosen.length} of ${all.length} mutations${some === undefined ? "" : `, chosen by ${seed}`}.`);
  if (list) {
    return say(chosen.flatMap(({ name, tests }) => [name, ...tests.map((test) => `    ${test}`)]).join("\n"));
  }
  return await mutate(chosen, signal);
}

/** Makes the mutations, one after the other. Without any the tests must pass, or they would see anything. */
async function mutate(chosen: readonly Mutation[], signal: AbortSignal): Promise<number> {
  await using copy = await copyCheckout();
  const mutations = chosen.filter(({ name }) => equivalent[name] === undefined);
  const tests = [...new Set(mutations.flatMap(({ tests }) => tests))];
  const failure = await firstFailure(copy.folder, tests, signal);
  if (failure !== undefined) {
    return fail(`${failure.output}\nCannot look for mutations: ${failure.file} must pass without any`);
  }
  let survivors = 0;
  for (const mutation of mutations) {
    if (await isSeen(copy.folder, mutation, signal)) continue;
    say(`Not seen, line ${mutation.line}: ${mutation.name}`);
    survivors++;
  }
  const excused = chosen.length - mutations.length;
  say(`${mutations.length - survivors} seen, ${survivors} not seen, ${excused} cannot be.`);
  return survivors > 0 ? 1 : 0;
}

function say(text: string): number {
  console.log(text);
  return 0;
}

function fail(text: string): number {
  console.error(text);
  return 1;
}

function refuse(argument: string): never {
  const [name = ""] = argument.split("=");
  const meant = nearest(name, [...texts, ...switches].map((flag) => `--${flag}`));
  return usage(`Unknown flag ${name}${meant === undefined ? "" : `, did you mean ${meant}?`}`);
}

function usage(message: string): never {
  throw new TrainError("usage", `${message}\ndeno task mutate --help lists the flags.`);
}

await perform(main);
