import { datasets } from "../data/mod.ts";
import { methods } from "../method/mod.ts";
import { networks } from "../nn/mod.ts";
import { presets } from "./presets.ts";

/** What `--method`, `--model`, `--dataset` and `--preset` can name, with a line each. */
export function list(): string {
  return [
    section("Methods (--method)", methods),
    section("Networks (--model)", networks),
    section("Data sets (--dataset)", datasets),
    section("Presets (--preset)", presets),
  ].join("\n\n");
}

function section(title: string, entries: Readonly<Record<string, { readonly summary: string }>>): string {
  const width = Math.max(...Object.keys(entries).map((name) => name.length));
  const rows = Object.entries(entries).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [title, ...rows].join("\n");
}
