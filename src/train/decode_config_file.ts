import type { Config } from "./config.ts";
import { flags } from "./flags.ts";
import { brokenRule, type Issue } from "./issue.ts";
import { type Entry, type Layer, layer } from "./layer.ts";
import { nearest } from "./nearest.ts";

const fieldOf = new Map((Object.keys(flags) as (keyof Config)[]).map((field) => [flags[field].path, field]));
const paths = [...fieldOf.keys()];
const sections = new Set(paths.flatMap((path) => path.split(".").slice(0, -1)));

/**
 * Understands a configuration file: JSON with sections, as `--print-schema` describes it. The `config.json` of a run is
 * one too: what it says about the run beside its `config` is passed over.
 *
 * @param source The path of the file, for messages.
 * @param content What it holds.
 */
export function decodeConfigFile(source: string, content: string): Layer {
  try {
    return decodeConfigJson(source, JSON.parse(content));
  } catch (error) {
    const rule = `must be JSON (${error instanceof Error ? error.message : error})`;
    return layer([], [brokenRule(source, source, content, { rule })]);
  }
}

/** Understands a configuration that is already JSON, see {@linkcode decodeConfigFile}. */
export function decodeConfigJson(source: string, json: unknown): Layer {
  const root = isRecord(json) && "versions" in json ? json.config : json;
  if (!isRecord(root)) {
    return layer([], [brokenRule(source, source, root ?? null, { rule: "must hold a JSON object" })]);
  }
  const issues: Issue[] = [];
  const entries: Entry[] = [];
  for (const [path, value] of leaves(root)) {
    const field = fieldOf.get(path);
    if (field !== undefined) {
      entries.push({ field, source, value, decoded: flags[field].kind.fromJson(value) });
    } else if (sections.has(path)) {
      issues.push(brokenRule(path, source, value, { rule: "must be an object" }));
    } else if (path !== "$schema") issues.push(unknownKey(path, source));
  }
  return layer(entries, issues);
}

/** The values of a file by their paths; a section that is no object is a value itself. */
function leaves(root: Readonly<Record<string, unknown>>): readonly (readonly [string, unknown])[] {
  return Object.entries(root).flatMap(([name, value]) =>
    sections.has(name) && isRecord(value)
      ? Object.entries(value).map(([key, inner]) => [`${name}.${key}`, inner] as const)
      : [[name, value] as const]
  );
}

function unknownKey(path: string, source: string): Issue {
  const key = path.split(".").at(-1);
  const meant = nearest(path, paths) ?? paths.find((known) => known.split(".").at(-1) === key);
  const hint = meant === undefined ? "" : `, did you mean ${meant}?`;
  const shown = path === "" ? '""' : path;
  return { path: shown, source, message: `${shown}: unknown key${hint}, from ${source}` };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
