import { right } from "fp-ts/Either";
import type { Kind } from "./kind.ts";

/** A kind, or nothing: `none` on the command line, `null` in a file. */
export function optional<A>({ fromText, fromJson, schema }: Kind<A>): Kind<A | null> {
  return {
    fromText: (text) => text === "none" ? right(null) : fromText(text),
    fromJson: (value) => value === null ? right(null) : fromJson(value),
    schema: { anyOf: [schema, { type: "null" }] },
  };
}
