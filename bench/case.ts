import type { ImageShape } from "../src/batch.ts";
import type { Turn } from "./measure.ts";

/** What one line of the table is about. Its ratio is the time of what it names, divided by that of `against`. */
export interface Subject {
  readonly suite: string;
  readonly name: string;
  readonly engine: "webgpu" | "wasm" | "cpu" | "tfjs";
  readonly shape: ImageShape;
  readonly against: string;
  /** Floating point operations of one batch, where that is what counts. */
  readonly operations?: number;
}

/** A subject with what was measured. */
export interface Row extends Subject {
  /** Median milliseconds of one batch. */
  readonly medianMs: number;
  readonly ratio: number;
}

/** The two sides of a comparison, with what they need in memory. */
export interface Sides {
  readonly subject: Turn;
  readonly yardstick: Turn;
  /** Frees what was made for the comparison. */
  dispose(): void | Promise<void>;
}

/** A comparison that can be made. */
export interface Case extends Subject {
  /** What the measured ratio is multiplied with. @default {1} */
  readonly scale?: number;
  /** How many rounds there are at least, however long they take. @default that of all cases */
  readonly leastRounds?: number;
  /** Makes what both sides work on. */
  prepare(): Sides | Promise<Sides>;
}

/** What `--only` is matched with. */
export function caseName({ suite, name, engine, shape }: Subject): string {
  return `${suite} ${name} ${engine} ${shapeName(shape)}`;
}

/** A shape as it can be typed: `128x32x32x3`. */
export function shapeName(shape: ImageShape): string {
  return shape.join("x");
}
