import { isLeft } from "fp-ts/Either";
import * as TE from "fp-ts/TaskEither";
import { DataError } from "./error.ts";

/** Makes a task of work that throws a `DataError` where data is missing or broken; any other error stays one. */
export function dataTask<A>(work: () => Promise<A>): TE.TaskEither<DataError, A> {
  return TE.tryCatch(work, (cause) => {
    if (cause instanceof DataError) return cause;
    throw cause;
  });
}

/** Runs a task within such work. */
export async function rightOf<A>(task: TE.TaskEither<DataError, A>): Promise<A> {
  const result = await task();
  if (isLeft(result)) throw result.left;
  return result.right;
}
