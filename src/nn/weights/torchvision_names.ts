import type { StoredTensors } from "./stored_tensor.ts";

/** What other code bases call the parts of a residual network, and what torchvision and this package call them. */
const others: readonly (readonly [RegExp, string])[] = [
  [/^module\./, ""],
  [/\.shortcut\./, ".downsample."],
  [/^linear\./, "fc."],
];

/**
 * Renames the tensors of a state dict as torchvision names them: those of kuangliu/pytorch-cifar and of akamaster's ResNets
 * (`shortcut`, `linear`), and those that `DataParallel` saved (`module.`).
 *
 * @example
 * ```ts
 * import { torchvisionNames } from "@miamix/miamix/nn";
 * import { assertEquals } from "@std/assert";
 *
 * const weight = { shape: [1], data: Float32Array.of(1) };
 * const renamed = torchvisionNames(new Map([["module.layer2.0.shortcut.0.weight", weight]]));
 * assertEquals([...renamed.keys()], ["layer2.0.downsample.0.weight"]);
 * ```
 */
export function torchvisionNames(tensors: StoredTensors): StoredTensors {
  return new Map([...tensors].map(([name, tensor]) => [
    others.reduce((renamed, [from, to]) => renamed.replace(from, to), name),
    tensor,
  ]));
}
