import { isLeft } from "fp-ts/Either";
import type { DataFile } from "../data_file.ts";
import type { Origin } from "../origin.ts";
import { leftMemory } from "./c_library.ts";
import { decodeRow } from "./decode_row.ts";
import type { Orientation } from "./orientation.ts";

/** What a worker is asked: to decode a file. */
export interface DecodeJob {
  /** Comes back with the answer. */
  readonly job: number;
  readonly origin: Origin;
  readonly file: DataFile;
  readonly size: number;
  readonly orientation: Orientation;
}

/** The answer: the row, or the message of what is wrong; and whether so much memory is left behind that the worker should end. */
export type DecodeAnswer =
  & { readonly job: number; readonly isSpent: boolean }
  & ({ readonly row: Uint8Array } | { readonly problem: string });

/** The part of a worker's global scope that is used here; its types cannot be had beside those of a window. */
interface WorkerScope {
  onmessage: (event: MessageEvent<DecodeJob>) => void;
  postMessage(answer: DecodeAnswer, transfer: readonly Transferable[]): void;
}

/** With 900 MB for an image, a gigabyte. */
const MOST_LEFT = 100e6;

const scope = globalThis as unknown as WorkerScope;
scope.onmessage = ({ data: { job, origin, file, size, orientation } }) => {
  const decoded = decodeRow(origin, file, size, orientation);
  const about = { job, isSpent: leftMemory() > MOST_LEFT };
  if (isLeft(decoded)) return scope.postMessage({ ...about, problem: decoded.left.message }, []);
  scope.postMessage({ ...about, row: decoded.right }, [decoded.right.buffer]);
};
