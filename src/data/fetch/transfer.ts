import { writeAll } from "./write_all.ts";

/** How an attempt to fetch a file ended. */
export type Outcome =
  /** All bytes are there. */
  | { readonly kind: "whole" }
  /** The connection broke or the server was busy: another attempt may bring more. */
  | { readonly kind: "cut"; readonly reason: string }
  /** This address does not give the file. */
  | { readonly kind: "refused"; readonly rule: string; readonly value: string };

/** What an attempt needs to know. */
export interface TransferOptions {
  /** The address. */
  readonly url: string;
  /** How large the file is. */
  readonly bytes: number;
  /** A connection that is silent for so many milliseconds counts as broken. */
  readonly silence: number;
  /** Hears how many bytes there are. */
  readonly tell: (done: number) => void;
}

/**
 * Asks a server for the bytes that a file lacks and appends them; a server that ignores the range sends the file from
 * its start, and so it is written from its start.
 *
 * @param part The file, open for writing; its size says what it lacks.
 * @param options What to fetch.
 * @returns How it ended. A file that cannot be written rejects.
 */
export async function transfer(part: Deno.FsFile, options: TransferOptions): Promise<Outcome> {
  const { size: start } = await part.stat();
  const connection = new AbortController();
  let timer = setTimeout(() => connection.abort(), options.silence);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => connection.abort(), options.silence);
  };
  try {
    const response = await attempt(() =>
      fetch(options.url, { headers: headersFor(start), signal: connection.signal })
    );
    if ("reason" in response) return cut(response.reason, connection.signal, options.silence);
    heard();
    const offset = offsetOf(response, start);
    const problem = problemOf(response, offset, options.bytes);
    if (problem !== undefined || response.body === null) {
      await response.body?.cancel();
      return problem ?? { kind: "cut", reason: "the server sent nothing" };
    }
    return await append(part, response.body.getReader(), offset, options, connection.signal, heard);
  } finally {
    clearTimeout(timer);
    connection.abort();
  }
}

async function append(
  part: Deno.FsFile,
  reader: ReadableStreamDefaultReader<Uint8Array>,
  offset: number,
  options: TransferOptions,
  signal: AbortSignal,
  heard: () => void,
): Promise<Outcome> {
  await part.truncate(offset);
  await part.seek(offset, Deno.SeekMode.Start);
  let done = offset;
  for (;;) {
    const piece = await attempt(() => reader.read());
    if ("reason" in piece) return cut(piece.reason, signal, options.silence);
    if (piece.done) break;
    heard();
    if (done + piece.value.length > options.bytes) return wrongSize(options.bytes, "more");
    await writeAll(part, piece.value);
    options.tell(done += piece.value.length);
  }
  return done === options.bytes
    ? { kind: "whole" }
    : { kind: "cut", reason: `the connection ended after ${done.toLocaleString("en-US")} bytes` };
}

/** Never compressed on the way: the bytes that count are those of the file. */
function headersFor(start: number): Record<string, string> {
  const plain = { "accept-encoding": "identity" };
  return start > 0 ? { ...plain, range: `bytes=${start}-` } : plain;
}

/** Where in the file the body of a response begins. */
function offsetOf({ status, headers }: Response, start: number): number {
  const [, first] = /^bytes (\d+)-/.exec(headers.get("content-range") ?? "") ?? [];
  return status === 206 && Number(first) === start ? start : 0;
}

function problemOf(response: Response, offset: number, bytes: number): Outcome | undefined {
  const { status, headers } = response;
  if (status === 416) return wrongSize(bytes, headers.get("content-range")?.split("/")[1] ?? "fewer");
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    return { kind: "cut", reason: `the server answered ${status}` };
  }
  const fits = status === 200 || (status === 206 && offset > 0);
  if (!fits) return { kind: "refused", rule: "the server must answer 200 or 206", value: String(status) };
  const length = headers.get("content-length");
  if (length !== null && Number(length) + offset !== bytes) {
    return wrongSize(bytes, String(Number(length) + offset));
  }
}

function wrongSize(bytes: number, value: string): Outcome {
  const readable = /^\d+$/.test(value) ? Number(value).toLocaleString("en-US") : value;
  return {
    kind: "refused",
    rule: `the file must have ${bytes.toLocaleString("en-US")} bytes`,
    value: readable,
  };
}

function cut(reason: string, signal: AbortSignal, silence: number): Outcome {
  return {
    kind: "cut",
    reason: signal.aborted ? `the server was silent for ${silence / 1000} s` : reason,
  };
}

async function attempt<A extends object>(run: () => Promise<A>): Promise<A | { readonly reason: string }> {
  try {
    return await run();
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}
