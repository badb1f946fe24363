import type { Outline } from "../recipe/outline.ts";
import type { Metrics } from "../train/mod.ts";
import type { PicturedBatch } from "./pictured_batch.ts";

/** A run as its folder tells it. */
export interface RecordedRun {
  /** The folder, as it was named. */
  readonly path: string;
  /** What `config.json` holds. */
  readonly record: Readonly<Record<string, unknown>>;
  /** The configuration in it, by paths such as `optimizer.lr`. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The recipe, where the record has it. */
  readonly outline: Outline | undefined;
  /** The epochs that are done. */
  readonly metrics: readonly Metrics[];
  /** The first mixed batches, and the bytes of their sheets. */
  readonly batches: readonly { readonly batch: PicturedBatch; readonly sheet: Uint8Array }[];
}
