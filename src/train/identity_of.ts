import { describe } from "../recipe/describe.ts";
import type { Identity } from "./checkpoint/mod.ts";
import { modelDataOf } from "./model_data.ts";
import { nestConfig } from "./nest_config.ts";
import type { Run } from "./prepare.ts";
import { versions } from "./versions.ts";

/** Identifies a run, for its checkpoints; `data` is the SHA-256 of its images. */
export function identityOf({ config, recipe, dataset, backend, kernels }: Run, data: string): Identity {
  return {
    config: nestConfig((field) => config[field]),
    recipe: describe(recipe),
    data,
    images: modelDataOf(dataset),
    backend: backend.name,
    device: backend.adapter,
    kernels,
    versions,
  };
}
