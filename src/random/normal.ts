import { logFraction, turn } from "../math/mod.ts";
import { block, type Key } from "./key.ts";

/** Draws two independent standard normal numbers (Box and Muller 1958). */
export function normalPair(from: Key, index = 0): readonly [number, number] {
  normalsInto(pair, from, index);
  return [pair[0]!, pair[1]!];
}

const pair = new Float64Array(2);

/** Draws as many standard normal numbers as fit, those of {@linkcode normalPair} from `first` on, one pair after another. */
export function normalsInto(out: Float64Array, from: Key, first = 0): void {
  for (let at = 0; at < out.length; at += 2) {
    const words = block(from, first + at / 2);
    turn(words[1]!, Math.sqrt(-2 * logFraction(words[0]!)), out, at);
  }
}
