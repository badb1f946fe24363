import { left, right } from "fp-ts/Either";
import type { Kind } from "./kind.ts";

const FOLD = /^([1-9]\d{0,8})\/([1-9]\d{0,8})$/;

/** Which part of how many: `2/5` is the second of five. */
export const foldOf: Kind<string> = {
  fromText: decode,
  fromJson: decode,
  schema: { type: "string", pattern: FOLD.source },
};

function decode(value: unknown): ReturnType<Kind<string>["fromJson"]> {
  const [text = "", part, parts] = FOLD.exec(String(value)) ?? [];
  const fits = typeof value === "string" && Number(parts) >= 2 && Number(part) <= Number(parts);
  return fits ? right(text) : left({ rule: "must be I/K with 1 <= I <= K and K >= 2, such as 2/5" });
}
