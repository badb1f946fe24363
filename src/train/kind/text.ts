import { left, right } from "fp-ts/Either";
import type { Kind } from "./kind.ts";

/** Any text that is not empty, such as a path. */
export const text: Kind<string> = {
  fromText: right,
  fromJson: (value) =>
    typeof value === "string" && value !== "" ? right(value) : left({ rule: "must be a text" }),
  schema: { type: "string", minLength: 1 },
};
