/** Checks that the published JSON Schema of configuration files is the one that the flags give. */
import { configSchema } from "../src/train/mod.ts";

const published = await Deno.readTextFile("config.schema.json");
if (published !== `${JSON.stringify(configSchema(), null, 2)}\n`) {
  console.error(
    "config.schema.json is old: deno task train --print-schema > config.schema.json makes it anew",
  );
  Deno.exit(1);
}
console.log("config.schema.json follows the flags.");
