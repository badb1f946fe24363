import { left, right } from "fp-ts/Either";
import { isScript } from "../is_script.ts";
import { nearest } from "../nearest.ts";
import type { Kind } from "./kind.ts";

/** One of a few names, or the path of a script. */
export function nameOrScript(names: readonly string[]): Kind<string> {
  const decode: Kind<string>["fromJson"] = (value) =>
    typeof value === "string" && (names.includes(value) || isScript(value)) ? right(value) : left({
      rule: `must be one of ${names.join(", ")} or the path of a script`,
      meant: typeof value === "string" ? nearest(value, names) : undefined,
    });
  return {
    fromText: decode,
    fromJson: decode,
    schema: { anyOf: [{ enum: names }, { type: "string", pattern: "[/\\\\]|\\.[mc]?[jt]s$" }] },
  };
}
