import { logFraction, turn } from "../math/mod.ts";
import { bits, type Key, twoBlocks } from "./key.ts";

/** Draws two independent standard normal numbers (Box and Muller 1958). */
export function normalPair(from: Key, index = 0): readonly [number, number] {
  const [size, angle] = bits(from, index);
  turn(angle, Math.sqrt(-2 * logFraction(size)), pair, 0);
  return [pair[0]!, pair[1]!];
}

const pair = new Float64Array(2);

/**
 * Draws standard normal numbers, those of {@linkcode normalPair} from `first` on, one pair after another: as many as fit, a
 * multiple of 4.
 */
export function normalsInto(out: Float64Array, from: Key, first = 0): void {
  for (let at = 0; at < out.length; at += 4) {
    const words = twoBlocks(from, first + at / 2);
    turn(words[1]!, Math.sqrt(-2 * logFraction(words[0]!)), out, at);
    turn(words[3]!, Math.sqrt(-2 * logFraction(words[2]!)), out, at + 2);
  }
}
