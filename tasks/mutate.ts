import { parseArgs } from "@std/cli/parse-args";
import {
  allMutations,
  choose,
  copyCheckout,
  equivalent,
  firstFailure,
  isSeen,
  type Mutation,
} from "../test/mutations/mod.ts";

const help =
  `Breaks the code on purpose, one line at a time, in a copy of the checkout, and runs the tests that should see it.
  --list       print the mutations, and run nothing
  --only TEXT  those alone whose file or changed line has this text
  --some N     so many of them alone, chosen by --seed
  --seed TEXT  what chooses, such as the hash of a commit (default: 0)
A mutation that no test sees ends it with exit code 1, unless test/mutations/equivalent.ts says why none can.`;

const { list, help: helped, ...given } = parseArgs(Deno.args, {
  string: ["some", "only", "seed"],
  boolean: ["list", "help"],
  unknown: (flag) => refuse(`Unknown flag ${flag}`),
});
const { some, only = "", seed = "0" } = given as Readonly<Record<string, string | undefined>>;
if (some !== undefined && !/^[1-9]\d*$/.test(some)) {
  refuse(`Cannot choose mutations: --some must be an integer >= 1, current value is ${some}`);
}
if (helped) console.log(help);
else await main();

async function main(): Promise<void> {
  const all = (await allMutations()).filter(({ name }) => name.includes(only));
  const chosen = some === undefined ? all : choose(all, Number(some), seed);
  console.log(
    `${chosen.length} of ${all.length} mutations${some === undefined ? "" : `, chosen by ${seed}`}.`,
  );
  if (list) {
    for (const { name, tests } of chosen) {
      console.log(`${name}${tests.map((test) => `\n    ${test}`).join("")}`);
    }
    return;
  }
  const excused = chosen.filter(({ name }) => equivalent[name] !== undefined);
  const survivors = await survivorsOf(chosen.filter((one) => !excused.includes(one)));
  const seen = chosen.length - excused.length - survivors.length;
  console.log(`${seen} seen, ${survivors.length} not seen, ${excused.length} cannot be.`);
  if (survivors.length > 0) Deno.exit(1);
}

/** The mutations that their tests do not see. Without a mutation the tests must pass, or they would see anything. */
async function survivorsOf(mutations: readonly Mutation[]): Promise<readonly Mutation[]> {
  await using copy = await copyCheckout();
  const tests = [...new Set(mutations.flatMap(({ tests }) => tests))];
  const failure = await firstFailure(copy.folder, tests);
  if (failure !== undefined) {
    console.error(failure.output);
    throw new Error(`Cannot look for mutations: ${failure.file} must pass without any`);
  }
  const survivors: Mutation[] = [];
  for (const mutation of mutations) {
    if (await isSeen(copy.folder, mutation)) continue;
    console.log(`Not seen, line ${mutation.line}: ${mutation.name}`);
    survivors.push(mutation);
  }
  return survivors;
}

function refuse(message: string): never {
  console.error(`${message}\ndeno task mutate --help lists the flags.`);
  Deno.exit(2);
}
