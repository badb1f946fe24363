import type { Config } from "./config.ts";
import { flags } from "./flags.ts";

/**
 * Lays fields out as a configuration file does: `lr` is in `{ "optimizer": { "lr": … } }`.
 *
 * @param value What to put in the place of a field; for a file, the field of a configuration.
 */
export function nestConfig(value: (field: keyof Config) => unknown): Readonly<Record<string, unknown>> {
  const nested: Record<string, unknown> = {};
  for (const field of Object.keys(flags) as (keyof Config)[]) {
    const [name = "", key] = flags[field].path.split(".");
    nested[name] = key === undefined ? value(field) : { ...nested[name] as object, [key]: value(field) };
  }
  return nested;
}
