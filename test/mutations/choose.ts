import { fold, type Key, key, permutation } from "../../src/random/mod.ts";

/** Chooses so many of a list by a text, such as a commit's hash: the same text chooses the same ones, in their order. */
export function choose<T>(all: readonly T[], count: number, seed: string): readonly T[] {
  const from = [...seed].reduce<Key>((from, letter) => fold(from, letter.codePointAt(0)!), key(0));
  const chosen = new Set(permutation(from, all.length).slice(0, count));
  return all.filter((_, place) => chosen.has(place));
}
