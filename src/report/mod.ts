/**
 * What a run came to, to look at and to use: metrics for spreadsheets and TensorBoard.
 *
 * @module
 */
export { metricsCsv } from "./metrics_csv.ts";
export { crc32c } from "./tensorboard/crc32c.ts";
export { eventFile, type EventFileOptions } from "./tensorboard/event_file.ts";
export type { Shown } from "./tensorboard/event.ts";
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
