import { type Either, isLeft, left, map } from "fp-ts/Either";
import type { ReadonlyNonEmptyArray } from "fp-ts/ReadonlyNonEmptyArray";
import { type Command, decodeArguments, type Sources } from "./decode_arguments.ts";
import { findResumption, type Resumption } from "./find_resumption.ts";
import type { Issue } from "./issue.ts";
import { parseArguments } from "./parse_arguments.ts";

/** A command line and what it refers to. */
export interface Request extends Command {
  /** The run to go on with. */
  readonly resumption: Resumption | undefined;
}

/**
 * Understands a command line, with the file that `--config` names and the run that `--resume` names.
 *
 * @param args The arguments, such as `["--config", "mine.json"]`.
 * @returns On the left, everything that is wrong with the configuration.
 * @throws {TrainError} If there is no checkpoint to go on from, or none that is whole.
 */
export async function readCommand(
  args: readonly string[],
): Promise<Either<ReadonlyNonEmptyArray<Issue>, Request>> {
  const { configFile } = parseArguments(args);
  const file = configFile === null ? undefined : await contentOf(configFile);
  if (typeof file === "string") {
    return left([{ path: "--config", source: "--config", message: `--config: ${file}` }]);
  }
  const command = decodeArguments(args, { file });
  if (isLeft(command)) return command;
  const { resume, config } = command.right;
  const resumption = resume === null ? undefined : await findResumption(resume, config.out);
  const recorded = resumption && {
    name: `the run ${resumption.folder}`,
    config: { ...resumption.checkpoint.identity.config as object, out: null },
  };
  return map((command: Command) => ({ ...command, resumption }))(decodeArguments(args, { file, recorded }));
}

/** What a file holds, or what is wrong. */
async function contentOf(path: string): Promise<Sources["file"] | string> {
  try {
    return { path, content: await Deno.readTextFile(path) };
  } catch (error) {
    const why = error instanceof Error ? error.message : error;
    return `must name a file that can be read, current value is ${path} (${why})`;
  }
}
