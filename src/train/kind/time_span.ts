import { type Either, left, right } from "fp-ts/Either";
import type { Broken, Kind } from "./kind.ts";

const SPAN = /^(?:(\d+(?:\.\d+)?)h)?(?:(\d+(?:\.\d+)?)m)?(?:(\d+(?:\.\d+)?)s)?$/;
const broken = left<Broken>({ rule: "must be a time such as 90s, 30m or 1h30m" });

/** A time in seconds, written `90s`, `30m`, `1h30m`; in a file also as a number of seconds. */
export const timeSpan: Kind<number> = {
  fromText,
  fromJson: (value) => typeof value === "string" ? fromText(value) : positive(value),
  schema: { anyOf: [{ type: "number", exclusiveMinimum: 0 }, { type: "string", pattern: SPAN.source }] },
};

function fromText(text: string): Either<Broken, number> {
  const [, hours = 0, minutes = 0, seconds = 0] = SPAN.exec(text) ?? [];
  return positive(Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds));
}

function positive(value: unknown): Either<Broken, number> {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? right(value) : broken;
}
