import { DataError } from "./error.ts";

/** What files belong to, for messages about them. */
export interface Origin {
  /** What cannot be read if a file is missing or broken, such as `CIFAR-10`. */
  readonly title: string;
  /** What to do then, such as where to get it. */
  readonly advice: string;
}

/** Says which rule something breaks, what is there instead, and what to do. */
export function broken({ title, advice }: Origin, rule: string, value: unknown, cause?: unknown): DataError {
  const message = `Cannot read ${title}: ${rule}, current value is ${value}; ${advice}`;
  return cause === undefined ? new DataError(message) : new DataError(message, { cause });
}

/** The part of an error of `broken()` between its title and its advice. */
export function partOf({ title, advice }: Origin, { message }: DataError): string {
  const start = `Cannot read ${title}: `, end = `; ${advice}`;
  const from = message.startsWith(start) ? start.length : 0;
  return message.endsWith(end) ? message.slice(from, -end.length) : message.slice(from);
}

/** Says that the system refused to read a path. */
export function unreadable(origin: Origin, path: string, kind: "file" | "folder", cause: unknown): DataError {
  const value = cause instanceof Deno.errors.NotFound ? "nothing" : String(cause);
  return broken(origin, `${path} must be a ${kind} that can be read`, value, cause);
}
