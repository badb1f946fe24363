import { TrainError } from "./train_error.ts";

/** A run has come to a loss or weights that are infinite or not a number. */
export class DivergedError extends TrainError {
  /**
   * @param found What is not finite, and where: `"the loss must be finite, current value is NaN at step 12 (epoch 2)"`.
   * @param ids The training samples of the step; none where it was no step.
   */
  constructor(found: string, ids: Iterable<number> = []) {
    const samples = [...ids].join(", ");
    const batch = samples === "" ? "" : `; its batch was the training samples ${samples}`;
    super("diverged", `Cannot go on training: ${found}${batch}; a lower --lr or --warmup-epochs may help`);
  }
}
