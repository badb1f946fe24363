import { type Either, left } from "fp-ts/Either";
import type { ReadonlyNonEmptyArray } from "fp-ts/ReadonlyNonEmptyArray";
import type { TaskEither } from "fp-ts/TaskEither";
import { type Command, decodeArguments } from "./decode_arguments.ts";
import type { Issue } from "./issue.ts";
import { parseArguments } from "./parse_arguments.ts";

/**
 * Makes a task that understands the arguments of a command line and the file that `--config` names.
 *
 * @param args The arguments, such as `["--config", "mine.json"]`.
 */
export function readCommand(
  args: readonly string[],
): TaskEither<ReadonlyNonEmptyArray<Issue>, Command> {
  return async (): Promise<Either<ReadonlyNonEmptyArray<Issue>, Command>> => {
    const { configFile: path } = parseArguments(args);
    if (path === null) return decodeArguments(args);
    try {
      return decodeArguments(args, { file: { path, content: await Deno.readTextFile(path) } });
    } catch (error) {
      const why = error instanceof Error ? error.message : error;
      const message = `--config: must name a file that can be read, current value is ${path} (${why})`;
      return left([{ path: "--config", source: "--config", message }]);
    }
  };
}
