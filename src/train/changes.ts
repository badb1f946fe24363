import type { Identity } from "./checkpoint/mod.ts";
import type { Config } from "./config.ts";
import { decodeConfigJson } from "./decode_config_file.ts";
import { flags } from "./flags.ts";

/** How a run that goes on differs from the one that a checkpoint belongs to. */
export interface Changes {
  /** What makes it another run, a line each. */
  readonly binding: readonly string[];
  /** What does not, but should be known. */
  readonly free: readonly string[];
}

/**
 * Compares the run that goes on with the one that a checkpoint belongs to.
 *
 * @param before The run of the checkpoint.
 * @param now The run that goes on.
 * @param config Its configuration.
 * @param origins Where each value comes from.
 */
export function changes(
  before: Identity,
  now: Identity,
  config: Config,
  origins: Readonly<Record<keyof Config, string>>,
): Changes {
  const { values } = decodeConfigJson("", before.config);
  const binding: string[] = [], free: string[] = [];
  for (const field of Object.keys(flags) as (keyof Config)[]) {
    if (field === "out" || field === "preset" || config[field] === values[field]) continue;
    const line = `${flags[field].path}: ${values[field] ?? "none"} → ${config[field] ?? "none"}, from ${
      origins[field]
    }`;
    (flags[field].free ? free : binding).push(line);
  }
  if (binding.length === 0 && before.recipe !== now.recipe) {
    binding.push(`the recipe:\n${before.recipe}\n→\n${now.recipe}`);
  }
  if (before.data !== now.data) binding.push(`the images or labels: SHA-256 ${before.data} → ${now.data}`);
  else if (otherMean(before, now)) {
    binding.push(`the mean of the channels: ${before.images!.mean} → ${now.images!.mean}`);
  }
  if (before.device !== now.device || before.backend !== now.backend) {
    free.push(
      `the device: ${before.device} (${before.backend}) → ${now.device} (${now.backend}); the run is the same but for ` +
        "rounding",
    );
  }
  for (const [name, version] of Object.entries(now.versions)) {
    const old = before.versions[name];
    if (old !== version) free.push(`the version of ${name}: ${old} → ${version}`);
  }
  return { binding, free };
}

/** Tells if the network would see the same images otherwise, since those that are not used have changed. */
function otherMean({ images: before }: Identity, { images: now }: Identity): boolean {
  return before !== undefined && now !== undefined &&
    before.mean.some((mean, channel) => !(Math.abs(mean - now.mean[channel]!) < 1e-6));
}
