import * as TE from "fp-ts/TaskEither";
import { DataError } from "../error.ts";
import { checkDownload } from "./check_download.ts";
import { diskError } from "./disk_error.ts";
import { exists } from "./exists.ts";
import type { Download } from "./manifest.ts";
import type { Tell } from "./progress.ts";
import { transfer } from "./transfer.ts";

/** How often and how long a download tries. */
export interface Patience {
  /** After so many attempts in a row that brought nothing new, it gives up. */
  readonly attempts: number;
  /** Milliseconds before the second attempt; the pause doubles from attempt to attempt. */
  readonly pause: number;
  /** A connection that is silent for so many milliseconds counts as broken. */
  readonly silence: number;
}

/** How a file is downloaded. */
export interface DownloadOptions {
  /** The data set it belongs to, for messages. */
  readonly set: string;
  /** The folder it is put into; it is made where there is none. */
  readonly dataDir: string;
  /** A folder of another server that has the file by the same name, instead of its official address. */
  readonly mirror?: string | undefined;
  /** Hears what happens. */
  readonly tell?: Tell;
  /** Default: 6 attempts in a row with pauses from 2 s on, and 60 s of silence. */
  readonly patience?: Patience;
}

/**
 * Downloads a file, or goes on with a download that was interrupted.
 *
 * What arrives is written to the file's name with `.part`. It gets its own name only when its size and its checksum are
 * those of the manifest, so a file of that name is whole. A resumed `.part` with a wrong checksum is fetched once more
 * from its start, and removed if it is wrong again. A file that is already there is checked, not fetched.
 *
 * @param file What to download.
 * @param options Where to, from where.
 * @returns A task that gives the path of the file; its left side says what went wrong and what to do.
 */
export function download(file: Download, options: DownloadOptions): TE.TaskEither<DataError, string> {
  const path = `${options.dataDir}/${file.file}`;
  return TE.tryCatch(async () => {
    if (await exists(path)) {
      const problem = await checkDownload(file, path, options.set, options.tell ?? (() => {}));
      if (problem !== undefined) throw withAdvice(problem, `remove ${path} and run the command again`);
      return path;
    }
    await Deno.mkdir(options.dataDir, { recursive: true });
    await fill(file, `${path}.part`, options);
    await Deno.rename(`${path}.part`, path);
    return path;
  }, (cause) => diskError(`download ${options.set}`, options.dataDir, cause));
}

const PATIENCE: Patience = { attempts: 6, pause: 2000, silence: 60_000 };

/** An attempt that brings less than this counts as one that brought nothing. */
const WORTH = 1 << 16;

async function fill(file: Download, path: string, options: DownloadOptions): Promise<void> {
  using part = await Deno.open(path, { create: true, read: true, write: true });
  if (!await part.tryLock(true)) {
    throw new DataError(
      `Cannot download ${options.set}: ${path} must be written by one program at a time, current value is two; wait ` +
        "for the other one",
    );
  }
  if ((await part.stat()).size > file.bytes) await part.truncate(0);
  for (;;) {
    const { size } = await part.stat();
    if (size < file.bytes) await fetchRest(file, part, options);
    await part.sync();
    const problem = await checkDownload(file, path, options.set, options.tell ?? (() => {}));
    if (problem === undefined) return;
    await part.truncate(0);
    if (size === 0) {
      await Deno.remove(path);
      throw withAdvice(
        problem,
        "it was removed, so run the command again or name another server with --mirror",
      );
    }
    options.tell?.({ stage: "note", text: `${file.file}: what was there before is damaged; starting over` });
  }
}

function withAdvice({ message }: DataError, advice: string): DataError {
  return new DataError(`${message}; ${advice}`);
}

/** Tries one address after the other. */
async function fetchRest(file: Download, part: Deno.FsFile, options: DownloadOptions): Promise<void> {
  const { mirror } = options;
  const urls = mirror === undefined ? file.urls : [`${mirror.replace(/\/+$/, "")}/${file.file}`];
  const problems: string[] = [];
  for (const url of urls) {
    const problem = await fetchFrom(url, file, part, options);
    if (problem === undefined) return;
    problems.push(`${problem} (${url})`);
  }
  throw new DataError(
    `Cannot download ${options.set}: ${
      problems.join("; ")
    }; run the command again, what is there is kept, or name ` +
      "another server with --mirror",
  );
}

/** Tries one address until the file is whole, or says why it never will be. */
async function fetchFrom(
  url: string,
  { file, bytes }: Download,
  part: Deno.FsFile,
  { tell = () => {}, patience = PATIENCE }: DownloadOptions,
): Promise<string | undefined> {
  let most = (await part.stat()).size;
  for (let attempt = 1; attempt <= patience.attempts; attempt++) {
    const outcome = await transfer(part, {
      url,
      bytes,
      silence: patience.silence,
      tell: (done) => tell({ stage: "download", file, done, total: bytes }),
    });
    if (outcome.kind === "whole") return undefined;
    if (outcome.kind === "refused") return `${outcome.rule}, current value is ${outcome.value}`;
    const { size } = await part.stat();
    if (size >= most + WORTH) attempt = 1;
    most = Math.max(most, size);
    if (attempt === patience.attempts) {
      return `the connection must last, current value is cut ${attempt} times in a row: ${outcome.reason}`;
    }
    const pause = patience.pause * 2 ** (attempt - 1);
    tell({ stage: "note", text: `${file}: ${outcome.reason}; trying again in ${pause / 1000} s` });
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
