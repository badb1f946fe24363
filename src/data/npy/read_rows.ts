import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { ByteArray } from "../byte_array.ts";
import { fileName } from "../data_file.ts";
import type { DataError } from "../error.ts";
import { broken, type Origin, unreadable } from "../origin.ts";
import { decodeNpyHeader, LONGEST_HEADER, type NpyHeader } from "./decode_npy_header.ts";

/** Chooses rows, from the first to the one before the second number, or says why it cannot. */
export type Choose = (
  shape: readonly number[],
) => E.Either<DataError, readonly [from: number, to: number]>;

/**
 * Makes a task that reads rows of a NumPy file, an entry of its first dimension each, by seeking: the other rows are not
 * read. The file must have the size that its header says.
 */
export function readRows(
  origin: Origin,
  path: string,
  choose: Choose,
): TE.TaskEither<DataError, ByteArray> {
  return pipe(
    TE.tryCatch(() => readStart(path), (cause) => unreadable(origin, path, "file", cause)),
    TE.bind("header", ({ start: bytes }) => TE.fromEither(decodeNpyHeader(origin, { path, bytes }))),
    TE.chainFirstEitherK(({ header, size }) => checkSize(origin, path, header, size)),
    TE.bind("rows", ({ header }) => TE.fromEither(choose(header.shape))),
    TE.chain(({ header: { shape, offset }, rows: [from, to] }) => {
      const row = shape.slice(1).reduce((product, each) => product * each, 1);
      return pipe(
        TE.tryCatch(
          () => readAt(path, offset + from * row, (to - from) * row),
          (cause) => unreadable(origin, path, "file", cause),
        ),
        TE.map((values) => ({ shape: [to - from, ...shape.slice(1)], values })),
      );
    }),
  );
}

async function readStart(path: string) {
  const { size } = await Deno.stat(path);
  return { size, start: await readAt(path, 0, Math.min(size, LONGEST_HEADER)) };
}

/** Reads exactly `length` bytes; throws where the file ends before. */
async function readAt(path: string, at: number, length: number): Promise<Uint8Array> {
  using file = await Deno.open(path);
  await file.seek(at, Deno.SeekMode.Start);
  const bytes = new Uint8Array(length);
  for (let done = 0; done < length;) {
    const more = await file.read(bytes.subarray(done));
    if (more === null) throw new Error(`it ends ${length - done} bytes too early`);
    done += more;
  }
  return bytes;
}

function checkSize(origin: Origin, path: string, { shape, offset }: NpyHeader, size: number) {
  const expected = offset + shape.reduce((product, each) => product * each, 1);
  return size === expected ? E.right(undefined) : E.left(
    broken(
      origin,
      `${fileName(path)} must hold ${expected} bytes for its shape ${shape.join("×")}`,
      `${size} bytes (${path}, byte ${Math.min(size, expected)})`,
    ),
  );
}
