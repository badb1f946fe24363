import type { Broken } from "./kind/mod.ts";

/** One thing that is wrong with what the user asked for. */
export interface Issue {
  /** The setting by its place in a configuration file, such as `"optimizer.lr"`; what was written, if it is no setting. */
  readonly path: string;
  /** Where the value came from, such as `"--lr"` or the path of a file. */
  readonly source: string;
  /** All of it for the user: `"optimizer.lr: must be > 0, current value is -1, from --lr"`. */
  readonly message: string;
}

/** Says which rule a value breaks, what was probably meant, and where it came from. */
export function brokenRule(path: string, source: string, value: unknown, { rule, meant }: Broken): Issue {
  const hint = meant === undefined ? "" : `, did you mean ${meant}?`;
  const current = value === "" ? "" : `, current value is ${shown(value)}`;
  return { path, source, message: `${path}: ${rule}${current}${hint}, from ${source}` };
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
