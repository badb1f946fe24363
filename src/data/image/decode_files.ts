import type { Either } from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { DataError } from "../error.ts";
import type { Origin } from "../origin.ts";
import { readFile } from "../read_file.ts";
import { type DecodeOptions, decodePool } from "./decode_pool.ts";

/** An image file, or a folder of some, and the class shown. */
export interface LabelledFile {
  readonly path: string;
  readonly label: number;
}

/**
 * Decodes image files to rows of `size`×`size` RGB bytes, in the order of the files however many workers there are. A few
 * images for each worker are held at a time.
 *
 * @returns For each file its row, or what is wrong with it.
 */
export async function* decodeFiles(
  origin: Origin,
  files: readonly LabelledFile[],
  size: number,
  options: DecodeOptions = {},
): AsyncGenerator<Either<DataError, Uint8Array>> {
  using pool = decodePool(origin, size, files.length < WORTH ? { ...options, workers: 0 } : options);
  const decode = ({ path }: LabelledFile): Promise<Either<DataError, Uint8Array>> =>
    pipe(readFile(origin, path), TE.chain((file) => () => pool.decode(file)))();
  const ahead = EACH * pool.width;
  const queue = files.slice(0, ahead).map(decode);
  for (let n = ahead; queue.length > 0; n++) {
    const row = await queue.shift()!;
    if (n < files.length) queue.push(decode(files[n]!));
    yield row;
  }
}

/** How many images are on their way for each worker, so that none waits for a file. */
const EACH = 4;

/** Starting workers takes longer than decoding fewer images than this. */
const WORTH = 128;
