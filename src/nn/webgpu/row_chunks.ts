import type { Tensor4D } from "@tensorflow/tfjs";

/** How the rows of a table are shared out among invocations; a row is the channels of one pixel of one image. */
export interface RowChunks {
  /** Rows of the table. */
  readonly rows: number;
  /** Rows that one invocation walks through. */
  readonly size: number;
  /** How many invocations a channel has. */
  readonly count: number;
}

/**
 * Shares out the pixels of images so that no invocation has many more turns than the square root of their number, both
 * when chunks are made and when they are joined. Software adapters silently end an invocation after 65,535 turns of its
 * loops.
 */
export function rowChunks({ size, shape }: Tensor4D): RowChunks {
  const rows = size / shape[3];
  const chunk = Math.ceil(Math.sqrt(rows));
  return { rows, size: chunk, count: Math.ceil(rows / chunk) };
}
