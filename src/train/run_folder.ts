import { encodeImageRecord, type ImageRecord, IMAGES } from "./image_record.ts";
import type { Metrics } from "./metrics.ts";
import { demandFolder } from "./output.ts";
import { storageError } from "./storage_error.ts";
import { TrainError } from "./train_error.ts";
import { writeWhole } from "./write_whole.ts";

/**
 * The folder a run leaves behind: `config.json`, `images.safetensors`, `metrics.jsonl` and `checkpoints`. A run has begun when there is a
 * `config.json`; from then on there is always a checkpoint to go on from.
 */
export interface RunFolder {
  /** Its path, as it was given. */
  readonly path: string;
  /** The last line of `metrics.jsonl`, if there is one. */
  last(): Metrics | undefined;
  /** Writes the record of the images, and then `config.json`. */
  record(config: Readonly<Record<string, unknown>>, images: ImageRecord): Promise<void>;
  /** Adds a line to `metrics.jsonl`, whole and on the disk before the promise resolves. */
  append(metrics: Metrics): Promise<void>;
  /** Closes the files, lets others have the folder, and takes the folder away if the run has not begun. */
  close(): Promise<void>;
}

/** Options of {@linkcode createRunFolder}. */
export interface RunFolderOptions {
  /** The folder itself, as `--out` names it; `null` for a new one below `runs`. */
  readonly out: string | null;
  /** Name of a new folder below `runs`; `-2`, `-3`, … is added while it is taken. */
  readonly name: string;
  /** Lines that `metrics.jsonl` has from the start, each with its end. @default {""} */
  readonly metrics?: string;
}

/** What a run that was killed before it began can have left. */
const unbegun = ["checkpoints", "metrics.jsonl", IMAGES, `${IMAGES}.part`, "config.json.part"];

/**
 * Refuses a folder that cannot become a run folder, before any work is done for it.
 *
 * @param out The folder itself, as `--out` names it; `null` for a new one below `runs`.
 * @throws {TrainError} If the path exists and is not an empty folder, nor what is left of a run that never began, or if it
 * cannot be written.
 */
export async function checkRunFolder(out: string | null): Promise<void> {
  const folder = out ?? "runs";
  await demandFolder(folder, "Cannot train: --out", `the run folder ${folder}`);
  if (out === null) return;
  for (const name of await namesIn(out)) {
    if (unbegun.includes(name)) continue;
    const advice = name === "config.json" ? "; --resume goes on with the run in it" : "";
    throw new TrainError(
      "usage",
      `Cannot train: --out must name a new or empty folder, ${out} holds ${name}${advice}`,
    );
  }
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await Array.fromAsync(Deno.readDir(folder), ({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw storageError(`the run folder ${folder}`, error);
  }
}

/**
 * Makes the folder of a run. Nothing is left behind when that fails.
 *
 * @throws {TrainError} If the folder cannot be written.
 */
export async function createRunFolder({ out, name, metrics = "" }: RunFolderOptions): Promise<RunFolder> {
  const path = out ?? `runs/${name}`;
  const made = await makeFolder(path, out === null).catch((error) => {
    throw storageError(`the run folder ${path}`, error);
  });
  const lock = await lockFolder(made);
  try {
    await Deno.mkdir(`${made}/checkpoints`, { recursive: true });
    await writeWhole(`${made}/metrics.jsonl`, metrics);
    return await opened(made, metrics, lock, false);
  } catch (error) {
    lock?.close();
    await Deno.remove(made, { recursive: true }).catch(() => {});
    throw storageError(`the run folder ${made}`, error);
  }
}

/**
 * Opens the folder of a run that goes on. What `metrics.jsonl` has of epochs that are not yet done is taken away: these
 * are done again.
 *
 * @param path The folder.
 * @param epochs How many epochs are done.
 * @throws {TrainError} If an epoch that is done is missing, another program writes the folder, or it cannot be written.
 */
export async function openRunFolder(path: string, epochs: number): Promise<RunFolder> {
  const lock = await lockFolder(path);
  try {
    const metrics = await firstMetrics(path, epochs);
    await writeWhole(`${path}/metrics.jsonl`, metrics);
    return await opened(path, metrics, lock, true);
  } catch (error) {
    lock?.close();
    throw storageError(`the run folder ${path}`, error);
  }
}

/**
 * The lines of `metrics.jsonl` of the first epochs, each with its end.
 *
 * @throws {TrainError} If one is missing.
 */
export async function firstMetrics(path: string, epochs: number): Promise<string> {
  const text = await Deno.readTextFile(`${path}/metrics.jsonl`).catch(() => "");
  const lines = text.split("\n").slice(0, epochs);
  const missing = lines.findIndex((line, i) => !line.startsWith(`{"epoch":${i + 1},`));
  if (missing < 0 && lines.length === epochs) return lines.map((line) => `${line}\n`).join("");
  throw new TrainError(
    "damaged",
    `Cannot go on: ${path}/metrics.jsonl must have a line for each of the ${epochs} epochs that are done, ` +
      `epoch ${missing < 0 ? lines.length + 1 : missing + 1} is missing`,
  );
}

/** Lets no other program write the folder as long as this one lives; on Windows, folders cannot be locked. */
async function lockFolder(path: string): Promise<Deno.FsFile | undefined> {
  if (Deno.build.os === "windows") return undefined;
  const folder = await Deno.open(path);
  if (await folder.tryLock(true)) return folder;
  folder.close();
  throw new TrainError("usage", `Cannot train: one program at a time may write ${path}, another one does`);
}

async function opened(
  path: string,
  text: string,
  lock: Deno.FsFile | undefined,
  hasBegun: boolean,
): Promise<RunFolder> {
  const metrics = await Deno.open(`${path}/metrics.jsonl`, { append: true });
  let begun = hasBegun;
  let last: Metrics | undefined = text === "" ? undefined : JSON.parse(text.trimEnd().split("\n").at(-1)!);
  const written = <A>(work: Promise<A>) =>
    work.catch((error) => {
      throw storageError(`the run folder ${path}`, error);
    });
  return {
    path,
    last: () => last,
    async record(config, images) {
      begun = true;
      await written(writeWhole(`${path}/${IMAGES}`, encodeImageRecord(images)));
      await written(writeWhole(`${path}/config.json`, `${JSON.stringify(config, null, 2)}\n`));
    },
    async append(line) {
      await written(appendLine(metrics, JSON.stringify(line)));
      last = line;
    },
    async close() {
      metrics.close();
      lock?.close();
      if (!begun) await Deno.remove(path, { recursive: true }).catch(() => {});
    },
  };
}

/** Adds a line, or nothing. */
async function appendLine(file: Deno.FsFile, line: string): Promise<void> {
  const { size } = await file.stat();
  try {
    let rest = new TextEncoder().encode(`${line}\n`);
    while (rest.length > 0) rest = rest.subarray(await file.write(rest));
    await file.syncData();
  } catch (error) {
    await file.truncate(size).catch(() => {});
    throw error;
  }
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
