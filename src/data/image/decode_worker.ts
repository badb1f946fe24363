import { isLeft } from "fp-ts/Either";
import type { DataFile } from "../data_file.ts";
import type { Origin } from "../origin.ts";
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

/** What it answers: the row, or the message of what is wrong. */
export type DecodeAnswer =
  | { readonly job: number; readonly row: Uint8Array }
  | { readonly job: number; readonly problem: string };

/** The part of a worker's global scope that is used here; its types cannot be had beside those of a window. */
interface WorkerScope {
  onmessage: (event: MessageEvent<DecodeJob>) => void;
  postMessage(answer: DecodeAnswer, transfer: readonly Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
scope.onmessage = ({ data: { job, origin, file, size, orientation } }) => {
  const decoded = decodeRow(origin, file, size, orientation);
  if (isLeft(decoded)) return scope.postMessage({ job, problem: decoded.left.message }, []);
  scope.postMessage({ job, row: decoded.right }, [decoded.right.buffer]);
};
