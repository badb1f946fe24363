import { left, right } from "fp-ts/Either";
import type { Kind } from "./kind.ts";

/** Whether something holds: a flag without a value, `true` or `false` in a file. */
export const truth: Kind<boolean> = {
  fromText: (text) =>
    text === "true" || text === "false" ? right(text === "true") : left({ rule: "must be true or false" }),
  fromJson: (value) => typeof value === "boolean" ? right(value) : left({ rule: "must be true or false" }),
  schema: { type: "boolean" },
};
