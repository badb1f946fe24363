import { type Key, permutation } from "../random/mod.ts";
import type { Pairing } from "./pairing.ts";

/**
 * Partners are a random permutation of the pool: everyone is a partner once, and on average one sample of a batch meets
 * itself. The pairing of Mixup, CutMix and FMix as published.
 */
export function shuffled(): Pairing {
  let last: { readonly key: Key; readonly order: Uint32Array } | undefined;
  const orderOf = (key: Key, pool: number) => {
    const known = last?.key.hi === key.hi && last.key.lo === key.lo && last.order.length === pool;
    if (!known) last = { key, order: permutation(key, pool) };
    return last!.order;
  };
  return {
    name: "shuffled()",
    perSample: false,
    partner: ({ batch }, self, pool) => orderOf(batch, pool)[self]!,
  };
}
