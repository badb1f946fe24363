import type { Identity } from "./checkpoint/mod.ts";
import { parameterCount } from "./parameter_count.ts";
import type { Run } from "./prepare.ts";

/** What `config.json` says about a run: the resolved configuration, and what it was carried out with. */
export function runRecord(
  { dataset, backend, network, stepsPerEpoch }: Run,
  { config, recipe, data, versions }: Identity,
): Readonly<Record<string, unknown>> {
  return {
    config,
    recipe: recipe.split("\n"),
    data: {
      name: dataset.name,
      train: dataset.train.count,
      test: dataset.test.count,
      size: [dataset.height, dataset.width, dataset.channels],
      classNames: dataset.classNames,
      sha256: data,
    },
    network: { name: network.name, parameters: parameterCount(network), stepsPerEpoch },
    backend: { name: backend.name, adapter: backend.adapter },
    versions,
  };
}
