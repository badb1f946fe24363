import { demand } from "../../demand.ts";

/** What a network says of samples whose classes are known. */
export interface Predictions {
  /** `[samples, classes]`, of any scale: only differences within a row count. */
  readonly logits: Float32Array;
  /** The true class of every sample, `[samples]`. */
  readonly labels: ArrayLike<number>;
  /** How many classes there are. */
  readonly classes: number;
}

/**
 * Checks that the parts of predictions fit together.
 *
 * @throws {RangeError} If there is no sample, the logits are too few, too many or not finite, or a label is no class.
 */
export function demandPredictions(action: string, { logits, labels, classes }: Predictions): void {
  demand(Number.isInteger(classes) && classes >= 1, action, "classes must be an integer >= 1", classes);
  demand(labels.length > 0, action, "there must be a sample", labels.length);
  const numbers = labels.length * classes;
  demand(logits.length === numbers, action, `there must be ${numbers} logits`, logits.length);
  demand(
    logits.every(Number.isFinite),
    action,
    "logits must be finite",
    logits.find((one) => !Number.isFinite(one)),
  );
  const strange = Array.from(labels).find((label) =>
    !(Number.isInteger(label) && label >= 0 && label < classes)
  );
  demand(strange === undefined, action, `a label must be a class in 0 … ${classes - 1}`, strange);
}
