import { isRight, left } from "fp-ts/Either";
import { checkpointPath, decodeCheckpoint, newestFirst, type StoredCheckpoint } from "./checkpoint/mod.ts";
import { TrainError } from "./train_error.ts";

/** A run to go on with. */
export interface Resumption {
  /** Its folder. */
  readonly folder: string;
  /** The file of the checkpoint. */
  readonly file: string;
  /** What to go on from. */
  readonly checkpoint: StoredCheckpoint;
  /** Whether a new run goes on from there in a folder of its own, and this one stays as it is. */
  readonly branches: boolean;
  /** What the user should know, a line each. */
  readonly notes: readonly string[];
}

/**
 * Finds what `--resume` asks for.
 *
 * @param resume A run folder, a checkpoint, or `"auto"` for the run in `out`, or else the newest one below `runs`.
 * @param out The folder that `--out` names.
 * @returns `undefined` if `"auto"` finds no run.
 * @throws {TrainError} If there is no checkpoint, or none that is whole.
 */
export async function findResumption(resume: string, out: string | null): Promise<Resumption | undefined> {
  if (resume === "auto") {
    const folder = out ?? await newestRun();
    return folder === undefined || !await exists(`${folder}/config.json`)
      ? undefined
      : await fromFolder(folder, false);
  }
  const { isFile, isDirectory } = await Deno.stat(resume).catch(() => ({
    isFile: false,
    isDirectory: false,
  }));
  if (isDirectory) return await fromFolder(resume, out !== null && !await same(out, resume));
  if (isFile) return await fromFile(resume);
  throw new TrainError(
    "usage",
    `Cannot go on: --resume must name a run folder or a checkpoint, there is no ${resume}`,
  );
}

async function fromFolder(folder: string, branches: boolean): Promise<Resumption> {
  const notes: string[] = [];
  for (const name of newestFirst) {
    const file = checkpointPath(folder, name);
    const found = await read(file);
    if (found === undefined) continue;
    if (isRight(found)) return { folder, file, checkpoint: found.right, branches, notes };
    notes.push(`The checkpoint ${file} is damaged (${found.left}); going on from the one before.`);
  }
  if (notes.length === 0) {
    throw new TrainError("usage", `Cannot go on: ${folder} must hold a checkpoint, there is none`);
  }
  throw new TrainError("damaged", `Cannot go on: no checkpoint in ${folder} is whole.\n${notes.join("\n")}`);
}

async function fromFile(file: string): Promise<Resumption> {
  const found = await read(file);
  if (found !== undefined && isRight(found)) {
    const folder = file.replace(/[/\\]?[^/\\]*[/\\]?[^/\\]*$/, "") || ".";
    return { folder, file, checkpoint: found.right, branches: true, notes: [] };
  }
  throw new TrainError("damaged", `Cannot go on: the checkpoint ${file} is damaged: ${found?.left}`);
}

async function read(file: string): Promise<ReturnType<typeof decodeCheckpoint> | undefined> {
  try {
    return decodeCheckpoint(await Deno.readFile(file));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    return left(`it must be a file that can be read, current value is ${error}`);
  }
}

/** The run below `runs` whose checkpoint is the newest. */
async function newestRun(): Promise<string | undefined> {
  const found: { readonly folder: string; readonly time: number }[] = [];
  for await (const { name } of list("runs")) {
    const folder = `runs/${name}`;
    for (const kind of newestFirst) {
      const time = (await Deno.stat(checkpointPath(folder, kind)).catch(() => undefined))?.mtime?.getTime();
      if (time !== undefined) found.push({ folder, time });
    }
  }
  return found.sort((a, b) => b.time - a.time)[0]?.folder;
}

async function* list(folder: string): AsyncGenerator<Deno.DirEntry> {
  if (await exists(folder)) yield* Deno.readDir(folder);
}

function exists(path: string): Promise<boolean> {
  return Deno.stat(path).then(() => true, () => false);
}

async function same(a: string, b: string): Promise<boolean> {
  const [one, two] = await Promise.all([a, b].map((path) => Deno.realPath(path).catch(() => path)));
  return one === two;
}
