import type { Config } from "./config.ts";
import { flags } from "./flags.ts";
import type { JsonSchema } from "./kind/mod.ts";

/**
 * The JSON Schema of configuration files, for editors: put `"$schema": "PATH/config.schema.json"` into a file.
 *
 * @example
 * ```ts
 * import { configSchema } from "@miamix/miamix/train";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(configSchema().title, "Configuration of deno task train");
 * ```
 */
export function configSchema(): JsonSchema {
  const properties: Record<string, JsonSchema> = { $schema: { type: "string" } };
  for (const field of Object.keys(flags) as (keyof Config)[]) {
    const { path, summary, fallback, kind } = flags[field];
    const [name = "", key] = path.split(".");
    const own = { description: summary, default: fallback, ...kind.schema };
    properties[name] = key === undefined
      ? own
      : section({ ...properties[name]?.properties as object, [key]: own });
  }
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Configuration of deno task train",
    ...section(properties),
  };
}

function section(properties: Readonly<Record<string, JsonSchema>>): JsonSchema {
  return { type: "object", additionalProperties: false, properties };
}
