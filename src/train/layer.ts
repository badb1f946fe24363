import { type Either, isLeft } from "fp-ts/Either";
import type { Config } from "./config.ts";
import { flags } from "./flags.ts";
import { brokenRule, type Issue } from "./issue.ts";
import type { Broken } from "./kind/mod.ts";

/** Settings from one source: the command line, a file, a preset. */
export interface Layer {
  /** What it sets. */
  readonly values: Partial<Config>;
  /** What is wrong in it. */
  readonly issues: readonly Issue[];
}

/** A value before it is decoded. */
export interface Entry {
  /** The field that it sets. */
  readonly field: keyof Config;
  /** Where it came from, for messages. */
  readonly source: string;
  /** The value. */
  readonly value: unknown;
  /** The value, decoded. */
  readonly decoded: Either<Broken, unknown>;
}

/** Puts decoded values together. */
export function layer(entries: readonly Entry[], issues: readonly Issue[] = []): Layer {
  const values: Record<string, unknown> = {};
  const broken: Issue[] = [];
  for (const { field, source, value, decoded } of entries) {
    if (isLeft(decoded)) broken.push(brokenRule(flags[field].path, source, value, decoded.left));
    else values[field] = decoded.right;
  }
  return { values, issues: [...issues, ...broken] };
}
