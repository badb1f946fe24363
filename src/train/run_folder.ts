import type { Metrics } from "./metrics.ts";
import { TrainError } from "./train_error.ts";

/** The folder a run leaves behind: `config.json` and `metrics.jsonl`. */
export interface RunFolder {
  /** Its path, as it was given. */
  readonly path: string;
  /** Adds a line to `metrics.jsonl`, whole and on the disk before the promise resolves. */
  append(metrics: Metrics): Promise<void>;
  /** Closes the files. */
  close(): void;
}

/** Options of {@linkcode createRunFolder}. */
export interface RunFolderOptions {
  /** The folder itself, as `--out` names it; `null` for a new one below `runs`. */
  readonly out: string | null;
  /** Name of a new folder below `runs`; `-2`, `-3`, … is added while it is taken. */
  readonly name: string;
  /** What `config.json` holds: plain data. */
  readonly config: Readonly<Record<string, unknown>>;
}

/**
 * Refuses a folder that cannot become a run folder, before any work is done for it.
 *
 * @throws {TrainError} If the path exists and is not an empty folder.
 */
export async function checkRunFolder(out: string): Promise<void> {
  try {
    for await (const { name } of Deno.readDir(out)) {
      throw new TrainError(
        "usage",
        `Cannot train: --out must name a new or empty folder, ${out} holds ${name}`,
      );
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    if (error instanceof Deno.errors.NotADirectory) {
      throw new TrainError("usage", `Cannot train: --out must name a folder, ${out} is or lies below a file`);
    }
    throw error instanceof TrainError ? error : unwritable(out, error);
  }
}

/**
 * Makes the folder of a run and writes its configuration. Nothing is left behind when that fails.
 *
 * @throws {TrainError} If the folder cannot be written.
 */
export async function createRunFolder({ out, name, config }: RunFolderOptions): Promise<RunFolder> {
  const path = out ?? `runs/${name}`;
  const made = await makeFolder(path, out === null).catch((error) => {
    throw unwritable(path, error);
  });
  try {
    const metrics = await open(made, config);
    return {
      path: made,
      append: (line) =>
        appendLine(metrics, JSON.stringify(line)).catch((error) => {
          throw unwritable(made, error);
        }),
      close: () => metrics.close(),
    };
  } catch (error) {
    await Deno.remove(made, { recursive: true });
    throw unwritable(made, error);
  }
}

async function open(path: string, config: Readonly<Record<string, unknown>>): Promise<Deno.FsFile> {
  await writeWhole(`${path}/config.json`, `${JSON.stringify(config, null, 2)}\n`);
  return await Deno.open(`${path}/metrics.jsonl`, { createNew: true, append: true });
}

async function appendLine(file: Deno.FsFile, line: string): Promise<void> {
  let rest = new TextEncoder().encode(`${line}\n`);
  while (rest.length > 0) rest = rest.subarray(await file.write(rest));
  await file.syncData();
}

/** A file that is read while it is written is the old one or the new one, never half of it. */
async function writeWhole(path: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${path}.part`, text);
  await Deno.rename(`${path}.part`, path);
}

async function makeFolder(path: string, unique: boolean): Promise<string> {
  if (!unique) {
    await Deno.mkdir(path, { recursive: true });
    return path;
  }
  await Deno.mkdir("runs", { recursive: true });
  for (let copy = 1;; copy++) {
    const candidate = copy === 1 ? path : `${path}-${copy}`;
    try {
      await Deno.mkdir(candidate);
      return candidate;
    } catch (error) {
      if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
    }
  }
}

function unwritable(path: string, cause: unknown): TrainError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new TrainError("storage", `Cannot write the run folder ${path}: ${why}`, { cause });
}
