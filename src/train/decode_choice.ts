import { type Either, left, right } from "fp-ts/Either";
import type { Broken } from "./flag.ts";
import { nearest } from "./nearest.ts";

/**
 * Makes a decoder that takes one of a few names, and says which one was probably meant otherwise.
 *
 * @param names The names.
 * @param orElse What else the flag takes, for the message.
 */
export function decodeChoice<A extends string>(
  names: readonly A[],
  orElse?: string,
): (text: string) => Either<Broken, A> {
  const all = orElse === undefined ? names.join(", ") : `${names.join(", ")} or ${orElse}`;
  return (text) => {
    const name = names.find((name) => name === text);
    return name !== undefined
      ? right(name)
      : left({ rule: `must be one of ${all}`, meant: nearest(text, names) });
  };
}
