import { left, right } from "fp-ts/Either";
import { nearest } from "../nearest.ts";
import type { Kind } from "./kind.ts";

/** One of a few names. What is no name is answered with the name that was probably meant. */
export function choice<A extends string>(names: readonly A[]): Kind<A> {
  const decode: Kind<A>["fromJson"] = (value) => {
    const name = names.find((name) => name === value);
    return name !== undefined ? right(name) : left({
      rule: `must be one of ${names.join(", ")}`,
      meant: typeof value === "string" ? nearest(value, names) : undefined,
    });
  };
  return { fromText: decode, fromJson: decode, schema: { enum: names } };
}
