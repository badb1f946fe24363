import type { Either } from "fp-ts/Either";

/** A flag that sets one field of the configuration. */
export interface Flag<A> {
  /** What the flag takes, as the help shows it: `"RATE"`, `"auto|webgpu|wasm"`. */
  readonly takes: string;
  /** One line for the help. */
  readonly summary: string;
  /** The value when the flag is not given. */
  readonly fallback: A;
  /** Reads the text after the flag; on the left, what is wrong with it, such as `"must be > 0"`. */
  readonly decode: (text: string) => Either<Broken, A>;
}

/** Why a text is not a value of a flag. */
export interface Broken {
  /** The rule, such as `"must be > 0"`. */
  readonly rule: string;
  /** A value that was probably meant. */
  readonly meant?: string | undefined;
}
