import type { Pairing } from "./pairing.ts";

/** The first sample meets the last one, the second the last but one, and so on (as in timm). */
export function flipped(): Pairing {
  return { name: "flipped()", perSample: true, partner: (_, self, pool) => pool - 1 - self };
}
