import { equivalent } from "./equivalent.ts";
import { faults } from "./faults.ts";
import { locate, type Mutation } from "./mutation.ts";
import { mutationsOf } from "./rule.ts";
import { targets } from "./targets.ts";

export { choose } from "./choose.ts";
export { copyCheckout } from "./checkout.ts";
export { firstFailure, isSeen } from "./run.ts";
export { equivalent, type Mutation };

/**
 * All mutations of the checkout in this folder: the faults by hand, and then those of the rule.
 *
 * @throws {RangeError} If the text of a fault is not in its file once, or a reason is given for a mutation that is none.
 */
export async function allMutations(): Promise<readonly Mutation[]> {
  const byHand = faults.map(async (fault) => locate(fault, await Deno.readTextFile(fault.file)));
  const byRule = Object.entries(targets).map(async ([file, tests]) =>
    mutationsOf(file, await Deno.readTextFile(file), tests)
  );
  const all = apart([...await Promise.all(byHand), ...(await Promise.all(byRule)).flat()]);
  const names = new Set(all.map(({ name }) => name));
  for (const name of Object.keys(equivalent)) {
    if (!names.has(name)) {
      throw new RangeError(
        `Cannot excuse a mutation: it must be one of the rule's, current value is ${name}`,
      );
    }
  }
  return all;
}

/** Tells mutations of the same changed line apart: the second one's name ends in `(2)`. */
function apart(mutations: readonly Mutation[]): readonly Mutation[] {
  const times = new Map<string, number>();
  return mutations.map((mutation) => {
    const { name } = mutation, time = (times.get(name) ?? 0) + 1;
    times.set(name, time);
    return time === 1 ? mutation : { ...mutation, name: `${name} (${time})` };
  });
}
