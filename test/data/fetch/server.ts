import { createHash } from "node:crypto";
import type { Download } from "../../../src/data/fetch/manifest.ts";

/** How the server behaves. */
export interface Manners {
  /** The connection is cut when so many bytes of a response were sent. */
  readonly cutAfter?: number;
  /** Only so many responses are cut; default: all. */
  readonly cuts?: number;
  /** Ranges are ignored. */
  readonly ignoresRanges?: boolean;
  /** Bytes are sent in pieces of so many, with a pause of so many milliseconds before each. */
  readonly piece?: number;
  readonly pause?: number;
  /** The size of a response is not announced. */
  readonly chunked?: boolean;
  /** Every response has this status instead. */
  readonly status?: number;
}

/** A server on loopback and the requests it got. */
export interface Server extends AsyncDisposable {
  readonly url: string;
  readonly ranges: readonly (string | null)[];
}

/** Serves files from memory by their names. */
export function serve(files: Readonly<Record<string, Uint8Array>>, manners: Manners = {}): Server {
  const ranges: (string | null)[] = [];
  let cuts = manners.cuts ?? Infinity;
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen: () => {} }, (request) => {
    const bytes = files[new URL(request.url).pathname.slice(1)];
    const range = request.headers.get("range");
    ranges.push(range);
    if (bytes === undefined) return new Response("not here", { status: 404 });
    if (manners.status !== undefined) return new Response("no", { status: manners.status });
    const start = manners.ignoresRanges ? 0 : Number(/^bytes=(\d+)-$/.exec(range ?? "")?.[1] ?? 0);
    if (start >= bytes.length) {
      return new Response(null, { status: 416, headers: { "content-range": `bytes */${bytes.length}` } });
    }
    const rest = bytes.subarray(start);
    const cutAfter = manners.cutAfter !== undefined && cuts-- > 0 ? manners.cutAfter : Infinity;
    return new Response(body(rest, cutAfter, manners), {
      status: start > 0 ? 206 : 200,
      headers: {
        ...(manners.chunked ? {} : { "content-length": String(rest.length) }),
        ...(start > 0 ? { "content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}` } : {}),
      },
    });
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    ranges,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

function body(
  bytes: Uint8Array,
  cutAfter: number,
  { piece = 1 << 14, pause = 0 }: Manners,
): ReadableStream<Uint8Array> {
  let sent = 0;
  return new ReadableStream({
    async pull(controller) {
      if (pause > 0) await new Promise((resolve) => setTimeout(resolve, pause));
      if (sent >= cutAfter) return controller.error("The server cuts the connection, as it should.");
      const end = Math.min(sent + piece, cutAfter, bytes.length);
      if (end > sent) controller.enqueue(bytes.slice(sent, end));
      sent = end;
      if (sent === bytes.length) controller.close();
    },
  });
}

/** Bytes that look like nothing in particular. */
export function someBytes(count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => (i * 2654435761) >>> 13);
}

/** What a manifest says about a file of a server. */
export function downloadOf(file: string, bytes: Uint8Array, ...servers: readonly string[]): Download {
  const hex = createHash("sha256").update(bytes).digest("hex");
  return {
    file,
    urls: servers.map((url) => `${url}/${file}`),
    bytes: bytes.length,
    checksum: { algorithm: "sha256", hex },
  };
}

/** Gives a test a folder of its own; what is beside it must stay as it is. */
export async function inDataDir(work: (dataDir: string) => Promise<void>): Promise<void> {
  const parent = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${parent}/data`);
    await work(`${parent}/data`);
    const beside = [...Deno.readDirSync(parent)].map(({ name }) => name);
    if (beside.join() !== "data") throw new Error(`Outside of the data folder there is ${beside}`);
  } finally {
    await Deno.remove(parent, { recursive: true });
  }
}

/** The names of everything in a folder and below, sorted. */
export function namesIn(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) =>
    isDirectory ? namesIn(`${folder}/${name}`).map((below) => `${name}/${below}`) : [name]
  ).sort();
}

/** Does something in a file system of 64 KiB, in a new folder of `dir`, where root may mount one. */
export async function onSmallDisk(work: (dataDir: string) => Promise<void>, dir?: string): Promise<boolean> {
  const folder = await Deno.makeTempDir({ dir });
  const run = (command: string, ...args: readonly string[]) =>
    new Deno.Command(command, { args: [...args], stdout: "null", stderr: "null" }).output()
      .then(({ success }) => success, () => false);
  try {
    if (!await run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder)) return false;
    try {
      await work(folder);
    } finally {
      await run("umount", folder);
    }
    return true;
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}
