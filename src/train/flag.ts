import type { Kind } from "./kind/mod.ts";

/** A flag that sets one field of the configuration. */
export interface Flag<A> {
  /** Where the field is in a configuration file: `"optimizer.lr"` is `{ "optimizer": { "lr": … } }`. */
  readonly path: string;
  /** What the flag takes, as the help shows it: `"RATE"`, `"auto|webgpu|wasm"`; nothing for a switch. */
  readonly takes: string;
  /** One line for the help and the schema. */
  readonly summary: string;
  /** The value when nothing gives one. */
  readonly fallback: A;
  /** What values it has. */
  readonly kind: Kind<A>;
  /**
   * Whether a run that goes on with another value is still the same run: its weights and metrics are what they would
   * have been. @default {false}
   */
  readonly free?: boolean;
}
