import { type Either, left, right } from "fp-ts/Either";
import type { Broken } from "./flag.ts";

/**
 * Makes a decoder of numbers.
 *
 * @param rule The rule in words: `"must be > 0"`.
 * @param holds The same rule as a test; only finite numbers reach it.
 */
export function decodeNumber(
  rule: string,
  holds: (value: number) => boolean,
): (text: string) => Either<Broken, number> {
  return (text) => {
    const value = text.trim() === "" ? NaN : Number(text);
    return Number.isFinite(value) && holds(value) ? right(value) : left({ rule });
  };
}
