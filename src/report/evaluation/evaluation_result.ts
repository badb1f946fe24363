import type { Measures } from "../measures/measure.ts";

/** What an evaluation came to: what `evaluation.json` holds. */
export interface EvaluationResult {
  /** The file of the weights. */
  readonly weights: string;
  /** The name of the network. */
  readonly network: string;
  /** The name of the data set. */
  readonly dataset: string;
  /** Where it was computed. */
  readonly backend: { readonly name: string; readonly adapter: string };
  /** Notes that are needed to judge it, a line each, such as that the data are not those of the run. */
  readonly notes: readonly string[];
  /** The name of each class. */
  readonly classNames: readonly string[];
  readonly measures: Measures;
}
