import type { Either } from "fp-ts/Either";

/** A sort of value that a setting takes, on the command line and in a JSON file. */
export interface Kind<A> {
  /** Reads the text after a flag. */
  readonly fromText: (text: string) => Either<Broken, A>;
  /** Reads a value of a JSON file. */
  readonly fromJson: (value: unknown) => Either<Broken, A>;
  /** The values of {@linkcode Kind.fromJson} as JSON Schema. */
  readonly schema: JsonSchema;
}

/** Why something is not a value of a kind. */
export interface Broken {
  /** The rule, such as `"must be > 0"`. */
  readonly rule: string;
  /** A value that was probably meant. */
  readonly meant?: string | undefined;
}

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;
