import * as tf from "@tensorflow/tfjs";
import { describe } from "../describe.ts";
import manifest from "../../deno.json" with { type: "json" };
import { nestConfig } from "./nest_config.ts";
import { parameterCount } from "./parameter_count.ts";
import type { Run } from "./prepare.ts";

/** What `config.json` says about a run: the resolved configuration, and what it was carried out with. */
export function runRecord(
  { config, recipe, dataset, backend, network, stepsPerEpoch }: Run,
): Readonly<Record<string, unknown>> {
  return {
    config: nestConfig((field) => config[field]),
    recipe: describe(recipe).split("\n"),
    data: {
      name: dataset.name,
      train: dataset.train.count,
      test: dataset.test.count,
      size: [dataset.height, dataset.width, dataset.channels],
      classNames: dataset.classNames,
    },
    network: { name: network.name, parameters: parameterCount(network), stepsPerEpoch },
    backend: { name: backend.name, adapter: backend.adapter },
    versions: { miamix: manifest.version, deno: Deno.version.deno, tfjs: tf.version.tfjs },
  };
}
