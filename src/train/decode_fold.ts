import { type Either, left, right } from "fp-ts/Either";
import type { Broken } from "./flag.ts";

/** Reads which part of how many to measure with: `2/5` is the second of five. */
export function decodeFold(text: string): Either<Broken, string> {
  const [, part, parts] = /^([1-9]\d{0,8})\/([1-9]\d{0,8})$/.exec(text) ?? [];
  const fits = Number(parts) >= 2 && Number(part) <= Number(parts);
  return fits ? right(text) : left({ rule: "must be I/K with 1 <= I <= K and K >= 2, such as 2/5" });
}
