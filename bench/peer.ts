import { fileURLToPath } from "node:url";
import type { ImageShape } from "../src/batch.ts";
import type { Turn } from "./measure.ts";

/** A Python program that mixes like us, waiting to be timed. */
export interface Peer {
  /** What it runs on, such as `PyTorch 2.4.0, 2 threads`. */
  readonly name: string;
  /** A turn of mixing batches by a method, whose plan is drawn for every sample, or once for a batch. */
  turn(method: string, scope: "sample" | "batch", shape: ImageShape): Turn;
  /** Ends the program. */
  close(): Promise<void>;
}

const script = fileURLToPath(new URL("peers/msda.py", import.meta.url));

/** Starts the program with the first Python that has PyTorch; nothing where none has. */
export async function startPeer(threads: number): Promise<Peer | undefined> {
  for (const python of ["python3", "/usr/bin/python3"]) {
    const peer = await start(python, threads).catch(() => undefined);
    if (peer !== undefined) return peer;
  }
  return undefined;
}

async function start(python: string, threads: number): Promise<Peer | undefined> {
  const process = new Deno.Command(python, {
    args: [script, `${threads}`],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  }).spawn();
  const writer = process.stdin.getWriter();
  const lines = process.stdout.pipeThrough(new TextDecoderStream()).pipeThrough(lineStream()).getReader();
  const { value: name } = await lines.read();
  const close = async () => {
    await writer.close().catch(() => {});
    await lines.cancel();
    await process.status;
  };
  if (name === undefined) {
    await close();
    return undefined;
  }
  return {
    name,
    turn: (method, scope, shape) => async (calls) => {
      await writer.write(new TextEncoder().encode(`${[method, scope, ...shape, calls].join(" ")}\n`));
      const { value } = await lines.read();
      if (value === undefined) throw new Error(`${python} ${script} ended while it mixed ${method}`);
    },
    close,
  };
}

/** Cuts text at the ends of lines. */
function lineStream(): TransformStream<string, string> {
  let rest = "";
  return new TransformStream({
    transform(chunk, controller) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop()!;
      for (const line of lines) controller.enqueue(line);
    },
  });
}
