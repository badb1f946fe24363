/**
 * What a run came to, to look at and to use: its metrics for spreadsheets and TensorBoard, pages that show one run or
 * compare several, and measures of what a network knows.
 *
 * @example How sure a network is, and how right
 * ```ts
 * import { measure } from "@miamix/miamix/report";
 * import { assertEquals } from "@std/assert";
 *
 * const { top1, confusion } = measure({
 *   logits: Float32Array.of(2, 0, 1, 3, 0, 1),
 *   labels: [0, 1, 0],
 *   classes: 2,
 * });
 * assertEquals(confusion, [[1, 1], [0, 1]]);
 * assertEquals(Math.round(top1), 67);
 * ```
 *
 * @module
 */
export { comparison, type ComparisonOptions } from "./comparison.ts";
export { evaluationLines } from "./evaluation/evaluation_lines.ts";
export { evaluationPage } from "./evaluation/evaluation_page.ts";
export type { EvaluationResult } from "./evaluation/evaluation_result.ts";
export { demandFiniteLogits } from "./evaluation/finite_logits.ts";
export { imageInput } from "./evaluation/image_input.ts";
export { modelSettings, settingsOf } from "./evaluation/model_settings.ts";
export { networkFor, type NetworkForOptions } from "./evaluation/network_for.ts";
export { type RankedClass, rankedClasses } from "./evaluation/ranked_classes.ts";
export { readImage } from "./evaluation/read_image.ts";
export { type LearnedFrom, type ModelPlace, readModel, type SavedModel } from "./evaluation/read_model.ts";
export { showData, type ShowDataOptions, type ShownData, type Statistics } from "./evaluation/show_data.ts";
export { flatten } from "./flatten.ts";
export {
  type Calibration,
  calibration,
  type CalibrationBin,
  type CalibrationOptions,
} from "./measures/calibration.ts";
export { confusionMatrix } from "./measures/confusion_matrix.ts";
export { measure, type Measures } from "./measures/measure.ts";
export type { Predictions } from "./measures/predictions.ts";
export { softmax } from "./measures/softmax.ts";
export { keepPages, type KeepPagesOptions } from "./keep_pages.ts";
export { metricsCsv } from "./metrics_csv.ts";
export { type BatchToPicture, pictureBatch } from "./picture_batch.ts";
export type { PicturedBatch, PicturedSample } from "./pictured_batch.ts";
export { readRun } from "./read_run.ts";
export type { RecordedRun } from "./recorded_run.ts";
export { runReport } from "./run_report.ts";
export type { Shown } from "./tensorboard/event.ts";
export { eventFile, type EventFileOptions } from "./tensorboard/event_file.ts";
export { crc32c } from "./tensorboard/crc32c.ts";
export { writePictures } from "./write_pictures.ts";
export { writeReport, type WriteReportOptions } from "./write_report.ts";
