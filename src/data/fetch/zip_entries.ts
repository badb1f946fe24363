import { crc32 } from "node:zlib";
import type { ArchiveEntry } from "./archive_entry.ts";
import { ArchiveProblem } from "./archive_problem.ts";
import { type ArchiveFile, readAt } from "./read_at.ts";
import { zipDirectory, type ZipRecord } from "./zip_directory.ts";

/**
 * Reads a zip archive. An entry is unpacked when its content is asked for, and never to more than the archive says.
 *
 * @param file The archive; it must stay open.
 * @param maxEntries How many entries it may have.
 * @returns The entries in the order of the directory; a damaged archive throws an `ArchiveProblem`.
 */
export async function* zipEntries(file: ArchiveFile, maxEntries: number): AsyncGenerator<ArchiveEntry> {
  for (const record of await zipDirectory(file, maxEntries)) {
    const { path, size, offset } = record;
    yield { path, size, offset, kind: kindOf(record), content: () => contentOf(file, record) };
  }
}

function kindOf({ path, mode }: ZipRecord): ArchiveEntry["kind"] {
  const type = mode & 0o170000;
  if (type === 0o120000) return "link";
  if (type !== 0 && type !== 0o100000 && type !== 0o040000) return "other";
  return path.endsWith("/") ? "folder" : "file";
}

async function* contentOf(file: ArchiveFile, record: ZipRecord): AsyncGenerator<Uint8Array> {
  const { path, size, crc } = record;
  let done = 0, sum = 0;
  for await (const piece of unpacked(file, record)) {
    done += piece.length;
    if (done > size) break;
    sum = crc32(piece, sum);
    yield piece;
  }
  const shown = JSON.stringify(path);
  if (done !== size) {
    const value = done > size ? "more" : done;
    throw new ArchiveProblem(`${shown} must unpack to ${size.toLocaleString("en-US")} bytes`, value);
  }
  if (sum !== crc) {
    throw new ArchiveProblem(`${shown} must have the CRC-32 ${crc.toString(16)}`, sum.toString(16));
  }
}

async function* unpacked(file: ArchiveFile, record: ZipRecord): AsyncGenerator<Uint8Array> {
  const { path, method, encrypted } = record;
  if (encrypted || (method !== 0 && method !== 8)) {
    throw new ArchiveProblem(
      `${JSON.stringify(path)} must be stored or deflated, without a password`,
      encrypted ? "a password" : `method ${method}`,
    );
  }
  if (method === 0) return yield* packedPieces(file, record);
  const stream = ReadableStream.from(packedPieces(file, record)).pipeThrough(
    new DecompressionStream("deflate-raw"),
  );
  try {
    yield* stream;
  } catch (cause) {
    if (cause instanceof ArchiveProblem) throw cause;
    throw new ArchiveProblem(`${JSON.stringify(path)} must be sound`, String(cause));
  }
}

const PIECE = 1 << 16;

async function* packedPieces(file: ArchiveFile, record: ZipRecord): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const header = await readAt(file, record.offset, 30);
  const view = new DataView(header.buffer);
  if (view.getUint32(0, true) !== 0x04034b50) {
    throw new ArchiveProblem(
      `${JSON.stringify(record.path)} must be where the directory says`,
      "something else there",
    );
  }
  const start = record.offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  for (let done = 0; done < record.packed; done += PIECE) {
    yield await readAt(file, start + done, Math.min(PIECE, record.packed - done));
  }
}
