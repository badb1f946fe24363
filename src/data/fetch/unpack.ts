import { createHash } from "node:crypto";
import * as TE from "fp-ts/TaskEither";
import { DataError } from "../error.ts";
import { archiveEntries } from "./archive_entries.ts";
import type { ArchiveEntry } from "./archive_entry.ts";
import { ArchiveProblem } from "./archive_problem.ts";
import type { Summed } from "./decode_checksum_list.ts";
import { diskError } from "./disk_error.ts";
import type { Source } from "./manifest.ts";
import type { Tell } from "./progress.ts";
import { safePath } from "./safe_path.ts";
import { writeAll } from "./write_all.ts";

/** What is unpacked, and where to. */
export interface UnpackOptions {
  /** The downloaded files, whose sizes and checksums were found right. */
  readonly archives: readonly string[];
  /** An empty folder. */
  readonly target: string;
  /** Hears how far it is. */
  readonly tell?: Tell | undefined;
}

/**
 * Unpacks the files of a data set: what its archives have inside the folder of the manifest, and nothing else.
 *
 * Paths that are absolute or climb, links, files that come twice, more bytes or entries than the manifest allows, and
 * whatever is damaged end it. What was unpacked until then stays in the target, for the caller to remove.
 *
 * @param source What the manifest says about the data set.
 * @param options What, and where to.
 * @returns A task that gives every file with its checksum; its left side says what is wrong with the archive.
 */
export function unpack(source: Source, options: UnpackOptions): TE.TaskEither<DataError, readonly Summed[]> {
  return TE.tryCatch(async () => {
    const files: Summed[] = [];
    const job: Job = {
      target: options.target,
      source,
      entries: 0,
      bytes: 0,
      offset: 0,
      folders: new Set(),
      written: () => {},
    };
    for (const archive of options.archives) {
      const file = archive.slice(archive.lastIndexOf("/") + 1);
      job.offset = 0;
      job.written = () => options.tell?.({ stage: "unpack", file, done: job.bytes });
      try {
        for await (const entry of archiveEntries(source, archive)) {
          job.offset = entry.offset;
          files.push(...await unpackEntry(entry, job));
        }
      } catch (cause) {
        if (cause instanceof ArchiveProblem) throw problemWith(archive, source.name, cause, job.offset);
        throw cause;
      }
    }
    if (files.length > 0) return files;
    const rule = `the archive must have files in a folder ${source.folder}`;
    throw problemWith(options.archives.join(", "), source.name, new ArchiveProblem(rule, "none"), 0);
  }, (cause) => diskError(`unpack ${source.name}`, options.target, cause));
}

/** A job and how far it is. */
interface Job {
  readonly target: string;
  readonly source: Source;
  readonly folders: Set<string>;
  written: () => void;
  /** Where the entry begins. */
  offset: number;
  entries: number;
  bytes: number;
}

/** Unpacks an entry and gives its checksum, if it is a file that belongs to the data set. */
async function unpackEntry(entry: ArchiveEntry, job: Job): Promise<readonly Summed[]> {
  const { folder, unpacked: { maxEntries, maxBytes } } = job.source;
  if (++job.entries > maxEntries) {
    throw new ArchiveProblem(
      `the archive must hold at most ${maxEntries.toLocaleString("en-US")} entries`,
      "more",
    );
  }
  if (entry.kind === "other") return [];
  const [top, ...below] = safePath(entry.path);
  if (entry.kind === "link") {
    throw new ArchiveProblem("the archive must hold no links", JSON.stringify(entry.path));
  }
  const ours = top === folder && below.length > 0 && !below.at(-1)!.startsWith("._");
  if (entry.kind === "folder" || !ours) return [];
  if (job.bytes + entry.size > maxBytes) {
    throw new ArchiveProblem(
      `the archive must unpack to at most ${maxBytes.toLocaleString("en-US")} bytes`,
      job.bytes + entry.size,
    );
  }
  return [{ path: below.join("/"), sha256: await unpackFile(entry, below, job) }];
}

async function unpackFile(entry: ArchiveEntry, below: readonly string[], job: Job): Promise<string> {
  const parent = [job.target, ...below.slice(0, -1)].join("/");
  if (!job.folders.has(parent)) await Deno.mkdir(parent, { recursive: true });
  job.folders.add(parent);
  using file = await create(`${parent}/${below.at(-1)}`, entry.path);
  const hash = createHash("sha256");
  for await (const piece of entry.content()) {
    hash.update(piece);
    await writeAll(file, piece);
    job.bytes += piece.length;
    job.written();
  }
  return hash.digest("hex");
}

async function create(path: string, name: string): Promise<Deno.FsFile> {
  try {
    return await Deno.open(path, { write: true, createNew: true });
  } catch (cause) {
    if (!(cause instanceof Deno.errors.AlreadyExists)) throw cause;
    throw new ArchiveProblem("the archive must hold every file once", `two of ${JSON.stringify(name)}`);
  }
}

function problemWith(archive: string, set: string, cause: ArchiveProblem, offset: number): DataError {
  return new DataError(
    `Cannot unpack ${set}: ${cause.message} (${archive}, byte ${
      cause.byte ?? offset
    }); remove the archive and get it from another server with ` +
      "--mirror",
    { cause },
  );
}
