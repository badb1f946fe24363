import type { Batch, Normalization, Pixels } from "../../batch.ts";
import type { Plan } from "../../plan/draw.ts";
import type { Program } from "../../program/lower.ts";
import { cpu } from "./cpu.ts";

/** What a worker is asked: to mix some samples, into memory that it shares. */
export interface MixJob {
  /** Comes back with the answer. */
  readonly job: number;
  /** A number for the program, and the program itself when it is asked for the first time. */
  readonly number: number;
  readonly program: Program | undefined;
  readonly plan: Plan;
  readonly batch: Batch<Pixels>;
  readonly normalize: Normalization | undefined;
  readonly images: Pixels;
  readonly masks: Float32Array | undefined;
}

/** The answer: labels and their weights, or the error. */
export type MixAnswer =
  | { readonly job: number; readonly labels: Float32Array; readonly lambda: Float32Array }
  | { readonly job: number; readonly problem: unknown };

/** The part of a worker's global scope that is used here; its types cannot be had beside those of a window. */
interface WorkerScope {
  onmessage: (event: MessageEvent<MixJob>) => void;
  postMessage(answer: MixAnswer): void;
}

const programs = new Map<number, Program>();

const scope = globalThis as unknown as WorkerScope;
scope.onmessage = ({ data: { job, number, program, plan, batch, normalize, images, masks } }) => {
  if (program !== undefined) programs.set(number, program);
  try {
    const { labels, lambda } = cpu(programs.get(number)!, plan, batch as Batch, {
      ...(normalize && { normalize }),
      masks: masks !== undefined,
      into: { images: images as Float32Array, ...(masks && { masks }) },
    });
    scope.postMessage({ job, labels, lambda });
  } catch (error) {
    scope.postMessage({ job, problem: error });
  }
};
