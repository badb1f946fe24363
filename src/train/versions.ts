import * as tf from "@tensorflow/tfjs";
import manifest from "../../deno.json" with { type: "json" };

/** What computes: this package, and what it stands on. */
export const versions: Readonly<Record<"miamix" | "deno" | "tfjs", string>> = {
  miamix: manifest.version,
  deno: Deno.version.deno,
  tfjs: tf.version.tfjs,
};
