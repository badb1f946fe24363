import { Buffer } from "node:buffer";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import type { ArchiveKind, Source } from "../../../src/data/fetch/manifest.ts";

/** An entry of an archive to make. */
export interface Entry {
  readonly path: string;
  readonly text?: string;
  readonly bytes?: Uint8Array;
  /** Type flag of a tar entry; default: `"0"`, a file. */
  readonly type?: string;
  /** Where a link leads. */
  readonly link?: string;
  /** The size that the archive tells. */
  readonly told?: number;
  /** Unix mode of a zip entry. */
  readonly mode?: number;
  /** Method of a zip entry that is told instead of the real one. */
  readonly method?: number;
  /** Stored in a zip as it is. */
  readonly stored?: boolean;
  /** General purpose flags of a zip entry. */
  readonly flags?: number;
  /** A CRC-32 that is told instead of the real one. */
  readonly crc?: number;
}

/** What an entry holds. */
export function bytesOf({ text = "", bytes }: Entry): Uint8Array {
  return bytes ?? new TextEncoder().encode(text);
}

/** Makes a tar archive in the POSIX form. */
export function tarOf(entries: readonly Entry[], end = 1024): Uint8Array<ArrayBuffer> {
  const blocks = entries.flatMap((entry) => {
    const bytes = bytesOf(entry);
    const header = Buffer.alloc(512);
    header.write(entry.path, 0, 100);
    header.write("0000644\0", 100);
    header.write((entry.told ?? bytes.length).toString(8).padStart(11, "0"), 124);
    header.write(" ".repeat(8), 148);
    header.write(entry.type ?? "0", 156);
    header.write(entry.link ?? "", 157, 100);
    header.write("ustar\u000000", 257);
    const sum = header.reduce((total, byte) => total + byte, 0);
    header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
    return [header, bytes, Buffer.alloc((512 - bytes.length % 512) % 512)];
  });
  return new Uint8Array(Buffer.concat([...blocks, Buffer.alloc(end)]));
}

/** Compresses. */
export function gzipped(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(gzipSync(bytes));
}

/** Makes a zip archive, with the end record for many entries if it is asked for. */
export function zipOf(entries: readonly Entry[], large = false): Uint8Array<ArrayBuffer> {
  const locals: Buffer[] = [], directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const bytes = bytesOf(entry), name = Buffer.from(entry.path);
    const packed = entry.stored ? bytes : deflateRawSync(bytes);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(entry.flags ?? 0, 2);
    common.writeUInt16LE(entry.method ?? (entry.stored ? 0 : 8), 4);
    common.writeUInt32LE(entry.crc ?? crc32(bytes), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(entry.told ?? bytes.length, 18);
    common.writeUInt16LE(name.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, name, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(((entry.mode ?? 0o100644) << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x03"), common, tail, name]));
    locals.push(local);
    offset += local.length;
  }
  const length = directory.reduce((sum, one) => sum + one.length, 0);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06");
  end.writeUInt16LE(large ? 0xffff : entries.length, 8);
  end.writeUInt16LE(large ? 0xffff : entries.length, 10);
  end.writeUInt32LE(large ? 0xffffffff : length, 12);
  end.writeUInt32LE(large ? 0xffffffff : offset, 16);
  const largeEnd = large ? [largeRecord(entries.length, length, offset)] : [];
  return new Uint8Array(Buffer.concat([...locals, ...directory, ...largeEnd, end]));
}

function largeRecord(count: number, length: number, offset: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.write("PK\x06\x06");
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(length), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  record.write("PK\x06\x07", 56);
  record.writeBigUInt64LE(BigInt(offset + length), 56 + 8);
  return record;
}

/** A data set whose archives have a folder `a-set`. */
export function sourceOf(
  kind: ArchiveKind,
  maxBytes = 100_000,
  maxEntries = 20,
): Source {
  return {
    name: "a-set",
    title: "A set",
    folder: "a-set",
    kind,
    downloads: [],
    unpacked: { maxBytes, maxEntries },
    publishedMd5: {},
    terms: "free",
    citation: "somebody",
  };
}
