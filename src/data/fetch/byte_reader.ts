import { ArchiveProblem } from "./archive_problem.ts";

/** Reads a stream by numbers of bytes. */
export interface ByteReader extends AsyncDisposable {
  /** How many bytes were given. */
  readonly place: () => number;
  /** Gives the next bytes, exactly so many. */
  readonly read: (count: number) => Promise<Uint8Array>;
  /** Gives the next bytes in pieces as they come, so many altogether. */
  readonly pieces: (count: number) => AsyncGenerator<Uint8Array>;
  /** Reads up to the end. */
  readonly drain: () => Promise<void>;
}

/**
 * Makes a reader of a stream. It gives up with an `ArchiveProblem` when the stream ends too early, is broken, or brings
 * more than so many bytes.
 *
 * @param stream The stream; disposing of the reader cancels it.
 * @param maxBytes How many bytes it may bring.
 */
export function byteReader(stream: ReadableStream<Uint8Array>, maxBytes: number): ByteReader {
  const reader = stream.getReader();
  let rest: Uint8Array = new Uint8Array(), total = 0;

  /** Makes sure that some bytes are there, unless the stream has ended. */
  const more = async (): Promise<boolean> => {
    while (rest.length === 0) {
      const next = await reader.read().catch((cause) => {
        throw new ArchiveProblem("the archive must be whole and sound", String(cause), total);
      });
      if (next.done) return false;
      rest = next.value;
      total += rest.length;
      if (total > maxBytes) {
        throw new ArchiveProblem(
          `the archive must unpack to at most ${maxBytes.toLocaleString("en-US")} bytes`,
          "more",
          maxBytes,
        );
      }
    }
    return true;
  };

  async function* pieces(count: number): AsyncGenerator<Uint8Array> {
    for (let left = count; left > 0;) {
      if (!await more()) throw new ArchiveProblem("the archive must be whole", "its end", total);
      const piece = rest.subarray(0, left);
      rest = rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  return {
    place: () => total - rest.length,
    pieces,
    read: async (count) => {
      const bytes = new Uint8Array(count);
      let at = 0;
      for await (const piece of pieces(count)) {
        bytes.set(piece, at);
        at += piece.length;
      }
      return bytes;
    },
    drain: async () => {
      while (await more()) rest = new Uint8Array();
    },
    [Symbol.asyncDispose]: () => reader.cancel().catch(() => {}),
  };
}
