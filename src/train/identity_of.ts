import { describe } from "../describe.ts";
import type { Identity } from "./checkpoint/mod.ts";
import { dataDigest } from "./data_digest.ts";
import { nestConfig } from "./nest_config.ts";
import type { Run } from "./prepare.ts";
import { versions } from "./versions.ts";

/** What a run is, for its checkpoints. */
export async function identityOf({ config, recipe, dataset, backend, kernels }: Run): Promise<Identity> {
  return {
    config: nestConfig((field) => config[field]),
    recipe: describe(recipe),
    data: await dataDigest(dataset),
    backend: backend.name,
    device: backend.adapter,
    kernels,
    versions,
  };
}
