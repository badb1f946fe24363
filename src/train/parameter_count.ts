import type { Network } from "../nn/mod.ts";

/** How many numbers a network learns. */
export function parameterCount({ variables }: Network): number {
  return variables.reduce((sum, { size }) => sum + size, 0);
}
