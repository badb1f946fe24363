import type { Pairing } from "./pairing.ts";

/** The partner is the next sample, and the first for the last one (as in torchvision). */
export function rolled(): Pairing {
  return { name: "rolled()", perSample: true, partner: (_, self, pool) => (self + 1) % pool };
}
