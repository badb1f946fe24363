/** Why a training command can fail, beside what is wrong with the data. */
export type FailureKind = "usage" | "backend" | "damaged" | "diverged" | "storage" | "interrupted";

/** A failure that the user can do something about. Its message says what, so it is shown without a stack trace. */
export class TrainError extends Error {
  override readonly name = "TrainError";
  /** What went wrong; it decides the exit code. */
  readonly kind: FailureKind;

  /**
   * @param kind What went wrong.
   * @param message A sentence for the user.
   * @param options The error that caused this one.
   */
  constructor(kind: FailureKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.kind = kind;
  }
}
