import { fold, type Key, key } from "../random/mod.ts";

/** The keys of what is random in a run. */
export interface RunKeys {
  /** For the first weights of the network. */
  readonly network: Key;
  /** For the order of the training images; folded with the epoch. */
  readonly order: Key;
  /** For the mixing; folded with the epoch. */
  readonly mixing: Key;
  /** For the first weights of what makes learned masks. */
  readonly masks: Key;
}

/** Derives the keys of a run from its seed, each unrelated to the others. */
export function runKeys(seed: number): RunKeys {
  const root = key(seed);
  return { network: fold(root, 0), order: fold(root, 1), mixing: fold(root, 2), masks: fold(root, 3) };
}
