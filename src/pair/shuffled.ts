import { type Key, permutation } from "../random/mod.ts";
import type { Pairing } from "./pairing.ts";

/**
 * Partners are a random permutation of the pool: everyone is a partner once, and on average one sample of a batch meets
 * itself. The pairing of Mixup, CutMix and FMix as published.
 */
export function shuffled(): Pairing {
  const orders = new WeakMap<Key, Uint32Array>();
  const orderOf = (batch: Key, pool: number) => {
    const known = orders.get(batch);
    if (known?.length === pool) return known;
    const order = permutation(batch, pool);
    orders.set(batch, order);
    return order;
  };
  return {
    name: "shuffled()",
    perSample: false,
    partner: ({ batch }, self, pool) => orderOf(batch, pool)[self]!,
  };
}
