import type { ArchiveEntry } from "./archive_entry.ts";
import { ArchiveProblem } from "./archive_problem.ts";
import { byteReader } from "./byte_reader.ts";

/**
 * Reads a tar archive from a stream. Headers of the pax and GNU extensions come as entries of the kind `other`; what
 * they say about the entry after them is not used.
 *
 * @param stream The archive, not compressed.
 * @param maxBytes How long the archive may be.
 * @returns The entries in their order; an archive that is cut short or damaged throws an `ArchiveProblem`.
 */
export async function* tarEntries(
  stream: ReadableStream<Uint8Array>,
  maxBytes: number,
): AsyncGenerator<ArchiveEntry> {
  await using reader = byteReader(stream, maxBytes);
  for (;;) {
    const offset = reader.place();
    const header = await reader.read(BLOCK);
    if (header.every((byte) => byte === 0)) break;
    const { size, ...entry } = decodeHeader(header, offset);
    let left = size;
    yield {
      ...entry,
      offset,
      size,
      content: async function* () {
        for await (const piece of reader.pieces(left)) {
          left -= piece.length;
          yield piece;
        }
      },
    };
    const padding = (BLOCK - size % BLOCK) % BLOCK;
    for await (const _ of reader.pieces(left + padding));
  }
  await reader.drain();
}

const BLOCK = 512;

const KINDS: Readonly<Record<string, ArchiveEntry["kind"]>> = {
  "0": "file",
  "\0": "file",
  "7": "file",
  "5": "folder",
  "1": "link",
  "2": "link",
};

function decodeHeader(header: Uint8Array, offset: number): Omit<ArchiveEntry, "content" | "offset"> {
  const type = String.fromCharCode(header[156]!);
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  const number = (start: number, length: number) => octal(header, start, length, offset);
  if (number(148, 8) !== sum) {
    throw new ArchiveProblem(
      "every header of the archive must have its checksum",
      "a damaged header",
      offset,
    );
  }
  const prefix = text(header, 257, 6) === "ustar" ? text(header, 345, 155) : "";
  const name = text(header, 0, 100);
  const path = prefix === "" ? name : `${prefix}/${name}`;
  const kind = KINDS[type] ?? "other";
  return {
    path,
    size: number(124, 12),
    kind: kind === "file" && path.endsWith("/") ? "folder" : kind,
  };
}

/** The text of a field, which ends at the first zero byte. */
function text(header: Uint8Array, start: number, length: number): string {
  const field = header.subarray(start, start + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

function octal(header: Uint8Array, start: number, length: number, offset: number): number {
  const digits = text(header, start, length).trim();
  if (!/^[0-7]*$/.test(digits)) {
    throw new ArchiveProblem(
      "numbers in the headers of the archive must be octal",
      JSON.stringify(digits.slice(0, 12)),
      offset + start,
    );
  }
  return digits === "" ? 0 : parseInt(digits, 8);
}
