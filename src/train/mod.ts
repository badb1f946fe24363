/**
 * Training of an image classifier with a recipe, as `deno task train` does it: a configuration decoded from flags,
 * everything made ready and tested, a loop that tells how it goes, and the folder a run leaves behind.
 *
 * @example What a command line means
 * ```ts
 * import { decodeArguments } from "@miamix/miamix/train";
 * import { assertEquals } from "@std/assert";
 *
 * const command = decodeArguments(["--method", "cutmix", "--epochs", "3"]);
 * assertEquals(command._tag === "Right" && command.right.config.method, "cutmix");
 * ```
 *
 * @module
 */
export { type Action, actions } from "./action.ts";
export { type Backend, type BackendName, chooseBackend } from "./backend.ts";
export { batches } from "./batches.ts";
export {
  type Checkpoint,
  checkpointPath,
  decodeCheckpoint,
  encodeCheckpoint,
  type Identity,
  type Progress,
  type StoredCheckpoint,
  testedWeights,
} from "./checkpoint/mod.ts";
export { closingLine, type Ending } from "./closing_line.ts";
export { commandFlags } from "./command_flags.ts";
export type { BackendChoice, Config, LogFormat, Views } from "./config.ts";
export { configSchema } from "./config_schema.ts";
export { configTable } from "./config_table.ts";
export { type Command, decodeArguments, type Sources } from "./decode_arguments.ts";
export { type DataDigest, dataDigest } from "./data_digest.ts";
export { DivergedError } from "./diverged_error.ts";
export { epochLine } from "./epoch_line.ts";
export { evaluate, type EvaluateOptions, type Evaluation } from "./evaluate.ts";
export { exitCode } from "./exit_code.ts";
export { explain } from "./explain.ts";
export { findResumption, type Resumption } from "./find_resumption.ts";
export type { Flag } from "./flag.ts";
export { flags } from "./flags.ts";
export { type FedBatch, feed, feedBatch, type FeedSource, type Partners } from "./feed.ts";
export { help } from "./help.ts";
export type { StopReason } from "./interruption.ts";
export type { Issue } from "./issue.ts";
export type { Broken, JsonSchema, Kind } from "./kind/mod.ts";
export { list } from "./list.ts";
export { type LiveLine, liveLine } from "./live_line.ts";
export { loadRecipe } from "./load_recipe.ts";
export { jensenShannon } from "./jensen_shannon.ts";
export { softCrossEntropy } from "./loss.ts";
export { type ImageRecord, readImageRecord, trainedOn } from "./image_record.ts";
export { type ModelData, modelDataOf } from "./model_data.ts";
export type { Metrics } from "./metrics.ts";
export { nestConfig } from "./nest_config.ts";
export { type Arguments, parseArguments } from "./parse_arguments.ts";
export { type Preset, presets } from "./presets.ts";
export { demandFile, demandFolder, writeOutput } from "./output.ts";
export type { Pages } from "./pages.ts";
export { prepare, type PrepareOptions, type Run } from "./prepare.ts";
export { readCommand, type Request } from "./read_command.ts";
export { type Reporter, reporter, type ReporterOptions } from "./reporter.ts";
export { checkPlace, runRequest, type RunRequestOptions } from "./run_request.ts";
export {
  checkRunFolder,
  createRunFolder,
  openRunFolder,
  type RunFolder,
  type RunFolderOptions,
} from "./run_folder.ts";
export { runName } from "./run_name.ts";
export { runRecord } from "./run_record.ts";
export { type RunKeys, runKeys } from "./run_keys.ts";
export { cosine, type CosineOptions } from "./schedule.ts";
export { type Optimizer, sgd, type SgdOptions } from "./sgd.ts";
export { stepLine } from "./step_line.ts";
export { stepsPerEpoch } from "./steps_per_epoch.ts";
export {
  type CheckpointProgress,
  type EpochProgress,
  type StepProgress,
  train,
  type TrainOptions,
} from "./train.ts";
export { type FailureKind, TrainError } from "./train_error.ts";
