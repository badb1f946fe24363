import { outline } from "../recipe/outline.ts";
import type { Identity } from "./checkpoint/mod.ts";
import { parameterCount } from "./parameter_count.ts";
import type { Run } from "./prepare.ts";

/** What `config.json` says about a run: the resolved configuration, and what it was carried out with. */
export function runRecord(
  { recipe, dataset, backend, kernels, network, stepsPerEpoch }: Run,
  { config, recipe: described, data, versions }: Identity,
): Readonly<Record<string, unknown>> {
  return {
    config,
    recipe: described.split("\n"),
    outline: outline(recipe),
    data: {
      name: dataset.name,
      train: dataset.train.count,
      test: dataset.test.count,
      size: [dataset.height, dataset.width, dataset.channels],
      classNames: dataset.classNames,
      mean: dataset.mean,
      std: dataset.std,
      sha256: data,
    },
    network: { name: network.name, parameters: parameterCount(network), stepsPerEpoch },
    backend: { name: backend.name, adapter: backend.adapter, kernels },
    versions,
  };
}
