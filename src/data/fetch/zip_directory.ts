import { ArchiveProblem } from "./archive_problem.ts";
import { type ArchiveFile, readAt } from "./read_at.ts";

/** What the directory of a zip archive says about an entry. */
export interface ZipRecord {
  /** Its path as the archive has it. */
  readonly path: string;
  /** Type and permissions as Unix knows them; 0 where the archive says nothing. */
  readonly mode: number;
  /** Whether a password is needed. */
  readonly encrypted: boolean;
  /** How it is packed: 0 not at all, 8 deflate. */
  readonly method: number;
  /** CRC-32 of what it holds. */
  readonly crc: number;
  /** How large it is in the archive. */
  readonly packed: number;
  /** How large it is unpacked. */
  readonly size: number;
  /** Where in the archive it begins. */
  readonly offset: number;
}

/**
 * Reads the directory at the end of a zip archive, of more than 65,535 entries too.
 *
 * @param file The archive.
 * @param maxEntries How many entries it may have.
 * @returns The entries in their order. A damaged directory rejects with an `ArchiveProblem`.
 */
export async function zipDirectory(file: ArchiveFile, maxEntries: number): Promise<readonly ZipRecord[]> {
  const { start, length, count } = await findDirectory(file);
  if (length > maxEntries * MAX_RECORD) {
    throw new ArchiveProblem(
      `the archive must hold at most ${maxEntries.toLocaleString("en-US")} entries`,
      "more",
      start,
    );
  }
  const bytes = await readAt(file, start, length);
  const records: ZipRecord[] = [];
  for (let at = 0; at < length;) {
    const view = viewOf(bytes, at, FIXED, start);
    if (view.getUint32(0, true) !== 0x02014b50) throw damaged("no entry where one must be", start + at);
    const nameLength = view.getUint16(28, true);
    const next = at + FIXED + nameLength + view.getUint16(30, true) + view.getUint16(32, true);
    if (next > length) throw damaged("an entry that passes the end", start + at);
    records.push(decodeRecord(view, bytes.subarray(at + FIXED, at + FIXED + nameLength)));
    at = next;
  }
  if (records.length % 0x10000 !== count % 0x10000) {
    throw damaged(`${records.length} entries instead of ${count}`, start);
  }
  return records;
}

/** Bytes of an entry before its name. */
const FIXED = 46;

/** More than any entry of a data set takes. */
const MAX_RECORD = 512;

/** Bytes of the end record, which a comment of up to 65,535 bytes may follow. */
const END = 22;

function decodeRecord(view: DataView, name: Uint8Array): ZipRecord {
  const madeOnUnix = view.getUint8(5) === 3;
  return {
    path: new TextDecoder().decode(name),
    mode: madeOnUnix ? view.getUint16(40, true) : 0,
    encrypted: (view.getUint16(8, true) & 1) === 1,
    method: view.getUint16(10, true),
    crc: view.getUint32(16, true),
    packed: view.getUint32(20, true),
    size: view.getUint32(24, true),
    offset: view.getUint32(42, true),
  };
}

async function findDirectory(file: ArchiveFile) {
  const { size } = await file.stat();
  const tailStart = Math.max(0, size - END - 0xffff);
  const tail = await readAt(file, tailStart, size - tailStart);
  const at = findEnd(tail, size);
  const end = viewOf(tail, at, END);
  const large = at >= 20 && viewOf(tail, at - 20, 4).getUint32(0, true) === 0x07064b50
    ? await findLarge(file, viewOf(tail, at - 20, 20))
    : { count: end.getUint16(10, true), length: end.getUint32(12, true), start: end.getUint32(16, true) };
  if (large.start + large.length > tailStart + at) {
    throw damaged("one that passes the end of the archive", tailStart + at);
  }
  return large;
}

function findEnd(tail: Uint8Array, end: number): number {
  for (let at = tail.length - END; at >= 0; at--) {
    const view = viewOf(tail, at, END);
    if (view.getUint32(0, true) === 0x06054b50 && at + END + view.getUint16(20, true) === tail.length) {
      return at;
    }
  }
  throw new ArchiveProblem("the archive must be whole", "a zip without its end", end);
}

/** The end record of archives with more than 65,535 entries, whose place the locator knows. */
async function findLarge(file: ArchiveFile, locator: DataView) {
  const at = Number(locator.getBigUint64(8, true));
  const view = viewOf(await readAt(file, at, 56), 0, 56);
  if (view.getUint32(0, true) !== 0x06064b50) throw damaged("no end record where the locator says", at);
  const [count = 0, length = 0, start = 0] = [32, 40, 48].map((field) =>
    Number(view.getBigUint64(field, true))
  );
  return { count, length, start };
}

function viewOf(bytes: Uint8Array, start: number, length: number, offset = 0): DataView {
  if (start + length > bytes.length) throw damaged("an entry that passes the end", offset + start);
  return new DataView(bytes.buffer, bytes.byteOffset + start, length);
}

function damaged(value: string, byte?: number): ArchiveProblem {
  return new ArchiveProblem("the directory of the zip must be sound", value, byte);
}
