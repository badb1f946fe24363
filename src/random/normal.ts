import { bits, type Key } from "./key.ts";

/** Draws two independent standard normal numbers (Box and Muller 1958). */
export function normalPair(from: Key, index = 0): readonly [number, number] {
  const [a, b] = bits(from, index);
  const radius = Math.sqrt(-2 * Math.log((a + 1) / 2 ** 32));
  const angle = 2 * Math.PI * (b / 2 ** 32);
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}
