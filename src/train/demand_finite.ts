import { TrainError } from "./train_error.ts";

/**
 * Stops a run that has diverged.
 *
 * @param loss A mean loss.
 * @param where Where in the run, such as `"in epoch 3 at step 120"`.
 * @throws {TrainError} If the loss is infinite or not a number.
 */
export function demandFinite(loss: number, where: string): void {
  if (Number.isFinite(loss)) return;
  throw new TrainError(
    "diverged",
    `Cannot go on training: the loss must be finite, current value is ${loss} ${where}; a lower --lr may help`,
  );
}
