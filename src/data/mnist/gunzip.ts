import * as E from "fp-ts/Either";
import type { TaskEither } from "fp-ts/TaskEither";
import { type DataFile, fileName } from "../data_file.ts";
import type { DataError } from "../error.ts";
import { broken, type Origin } from "../origin.ts";

/** Makes a task that unpacks a file if it is packed by gzip; what would unpack to more than `limit` bytes is refused. */
export function gunzip(origin: Origin, file: DataFile, limit: number): TaskEither<DataError, DataFile> {
  return async () => {
    const { path, bytes } = file;
    if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return E.right(file);
    const fail = (rule: string, value: unknown, cause?: unknown) =>
      E.left(broken(origin, `${fileName(path)} must ${rule}`, `${value} (${path})`, cause));
    const parts: Uint8Array<ArrayBuffer>[] = [];
    let size = 0;
    try {
      for await (
        const part of new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream("gzip"))
      ) {
        size += part.length;
        if (size > limit) return fail(`unpack to at most ${limit} bytes`, "more");
        parts.push(part);
      }
    } catch (cause) {
      return fail("be a whole gzip file", cause, cause);
    }
    return E.right({ path, bytes: await new Blob(parts).bytes() });
  };
}
