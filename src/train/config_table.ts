import type { Config } from "./config.ts";
import type { Command } from "./decode_arguments.ts";
import { flags } from "./flags.ts";

/** A resolved configuration as a table: the place in a file, the value, and where it comes from. */
export function configTable({ config, origins }: Pick<Command, "config" | "origins">): string {
  const rows = (Object.keys(flags) as (keyof Config)[]).map((field) => [
    flags[field].path,
    config[field] === null ? "none" : String(config[field]),
    origins[field],
  ]);
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map(([path = "", value = "", origin = ""]) =>
      `${path.padEnd(widths[0]!)}  ${value.padEnd(widths[1]!)}  ${origin}`
    )
    .join("\n");
}
