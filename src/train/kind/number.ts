import { type Either, left, right } from "fp-ts/Either";
import type { Broken, Kind } from "./kind.ts";

/** The values that {@linkcode number} takes. */
export interface Range {
  /** Whole numbers alone, up to 2^53. @default {false} */
  readonly whole?: boolean;
  /** The least value. */
  readonly min?: number;
  /** All values are above this. */
  readonly above?: number;
  /** The greatest value. */
  readonly max?: number;
  /** All values are below this. */
  readonly below?: number;
}

/** A finite number in a range. The rule in words, the test and the schema all come from the range. */
export function number(range: Range): Kind<number> {
  const { whole = false, min = -Infinity, above = -Infinity, max = Infinity, below = Infinity } = range;
  const broken = left<Broken>({ rule: `must be ${words(range)}` });
  const decode = (value: unknown): Either<Broken, number> =>
    typeof value === "number" && (whole ? Number.isSafeInteger(value) : Number.isFinite(value)) &&
      value >= min && value > above && value <= max && value < below
      ? right(value)
      : broken;
  return {
    fromText: (text) => decode(text.trim() === "" ? NaN : Number(text)),
    fromJson: decode,
    schema: {
      type: whole ? "integer" : "number",
      ...(range.min !== undefined && { minimum: min }),
      ...(range.above !== undefined && { exclusiveMinimum: above }),
      ...(range.max !== undefined ? { maximum: max } : whole && { maximum: Number.MAX_SAFE_INTEGER }),
      ...(range.below !== undefined && { exclusiveMaximum: below }),
    },
  };
}

/** `"a whole number > 0"`, `"in [0, 1)"`. */
function words({ whole = false, min, above, max, below }: Range): string {
  const kind = whole ? "a whole number " : "";
  const low = min ?? above, high = max ?? below;
  if (high === undefined) return `${kind}${min === undefined ? ">" : ">="} ${low}`;
  return `${kind}in ${min === undefined ? "(" : "["}${low}, ${high}${max === undefined ? ")" : "]"}`;
}
