import { isLeft, isRight, left, right } from "fp-ts/Either";
import { equivalent } from "./equivalent.ts";
import { faults } from "./faults.ts";
import { locate, type Mutation } from "./mutation.ts";
import { mutationsOf } from "./rule.ts";
import { targets } from "./targets.ts";

export { choose } from "./choose.ts";
export { copyCheckout } from "./checkout.ts";
export { firstFailure, isSeen } from "./run.ts";
export { equivalent, type Mutation };

/** What there is to mutate in a checkout. */
export interface Mutations {
  /** The faults by hand, and then those of the rule. */
  readonly all: readonly Mutation[];
  /** What was written for code that is no longer so: a line for each fault, reason and file. */
  readonly stale: readonly string[];
}

/** Finds the mutations of the checkout in this folder. */
export async function allMutations(): Promise<Mutations> {
  const byHand = await Promise.all(faults.map(async (fault) => {
    const source = await sourceOf(fault.file);
    return source === undefined ? left(missing(fault.file)) : locate(fault, source);
  }));
  const byRule = await Promise.all(
    Object.entries(targets).map(async ([file, tests]) => {
      const source = await sourceOf(file);
      return source === undefined ? left(missing(file)) : right(mutationsOf(file, source, tests));
    }),
  );
  const all = apart([
    ...byHand.filter(isRight).map(({ right }) => right),
    ...byRule.filter(isRight).flatMap(({ right }) => right),
  ]);
  const names = new Set(all.map(({ name }) => name));
  const excuses = Object.keys(equivalent).filter((name) => !names.has(name))
    .map((name) => `Cannot excuse a mutation: it must be one of the rule's, current value is ${name}`);
  return {
    all,
    stale: [...new Set([...byHand, ...byRule].filter(isLeft).map(({ left }) => left)), ...excuses],
  };
}

async function sourceOf(file: string): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

const missing = (file: string) => `Cannot mutate ${file}: there must be such a file`;

/** Tells mutations of the same changed line apart: the second one's name ends in `(2)`. */
function apart(mutations: readonly Mutation[]): readonly Mutation[] {
  const times = new Map<string, number>();
  return mutations.map((mutation) => {
    const { name } = mutation, time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    return time === 1 ? mutation : { ...mutation, name: `${name} (${time})` };
  });
}
