import type { StoredTensor, StoredTensors } from "./stored_tensor.ts";
import { WeightsError } from "./weights_error.ts";

/** The prefixes that wrappers of networks put before every name: `DataParallel`, `torch.compile`, Lightning and other trainers. */
const wrappers = /^(module|_orig_mod|model|net|network|backbone|state_dict)\./;

/** What other code bases call the parts of a residual network, and what torchvision and this package call them. */
const others: readonly (readonly [RegExp, string])[] = [
  [/\.shortcut\./, ".downsample."],
  [/^linear\./, "fc."],
];

/**
 * Renames the tensors of a state dict as torchvision names them: those of kuangliu/pytorch-cifar and of akamaster's ResNets
 * (`shortcut`, `linear`), and those that a wrapper saved, such as `module.`, `model.` or `module._orig_mod.` before every
 * name. The counter `n_averaged` of PyTorch's `AveragedModel` is left out.
 *
 * @throws {WeightsError} If two tensors would have one name.
 *
 * @example
 * ```ts
 * import { torchvisionNames } from "@miamix/miamix/nn";
 * import { assertEquals } from "@std/assert";
 *
 * const weight = { shape: [1], data: Float32Array.of(1) };
 * const renamed = torchvisionNames(new Map([["module._orig_mod.layer2.0.shortcut.0.weight", weight]]));
 * assertEquals([...renamed.keys()], ["layer2.0.downsample.0.weight"]);
 * ```
 */
export function torchvisionNames(tensors: StoredTensors): StoredTensors {
  const given = [...tensors.keys()].filter((name) => name !== "n_averaged");
  const wrapped = wrapperOf(given);
  const renamed = new Map<string, StoredTensor>(), origins = new Map<string, string>();
  const issues: string[] = [];
  for (const name of given) {
    const own = others.reduce((so, [from, to]) => so.replace(from, to), name.slice(wrapped.length));
    const other = origins.get(own);
    if (other !== undefined) issues.push(`${other} and ${name} are both ${own}, there must be one of them`);
    origins.set(own, name);
    renamed.set(own, tensors.get(name)!);
  }
  if (issues.length > 0) throw new WeightsError("rename weights", issues);
  return renamed;
}

/** Finds the prefixes that wrappers have put before all of the names, one after the other. */
function wrapperOf(names: readonly string[]): string {
  let found = "";
  for (;;) {
    const [next] = wrappers.exec(names[0]?.slice(found.length) ?? "") ?? [];
    if (next === undefined || !names.every((name) => name.startsWith(found + next))) return found;
    found += next;
  }
}
