import { assert } from "@std/assert";
import { isRight } from "fp-ts/Either";
import { decodeCheckpoint, type StoredCheckpoint } from "../../src/train/mod.ts";
import { type Result, trainCommand } from "./command.ts";

/** A run of twelve steps in three epochs, with everything that a checkpoint has to keep. */
export const small: readonly string[] = [
  ...[
    "--model",
    "convnet-s",
    "--limit-train",
    "32",
    "--limit-test",
    "16",
    "--batch-size",
    "8",
    "--epochs",
    "3",
  ],
  ...[
    "--ema",
    "0.9",
    "--mix-off-epoch",
    "2",
    "--mix-prob",
    "0.9",
    "--label-smoothing",
    "0.1",
    "--warmup-epochs",
  ],
  ...["0", "--checkpoint-epochs", "1", "--checkpoint-steps", "1"],
];

/** When to disturb a run. */
export interface Disturbance {
  /** Wait for this text. @default {"Run folder"} */
  readonly ready?: string;
  /** And then for so many milliseconds. @default {0} */
  readonly delay?: number;
  /** And then until there is this file. */
  readonly file?: string | undefined;
  /** Send the signal so many times at once. @default {1} */
  readonly times?: number;
}

/** Starts a run, or goes on with it, and sends it a signal some time after it is ready. */
export async function disturbed(
  cwd: string,
  args: readonly string[],
  signal: Deno.Signal,
  { ready = "Run folder", delay = 0, file, times = 1 }: Disturbance = {},
): Promise<Result> {
  const child = trainCommand(cwd, args).spawn();
  const errors = new Response(child.stderr).text();
  let stdout = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) {
    stdout += text;
    if (timer !== undefined || !stdout.includes(ready)) continue;
    const send = () => {
      if (file !== undefined && !exists(`${cwd}/${file}`)) timer = setTimeout(send, 0);
      else for (let time = 0; time < times; time++) child.kill(signal);
    };
    timer = setTimeout(send, delay);
  }
  clearTimeout(timer);
  const { code } = await child.status;
  return { code, stdout, stderr: await errors };
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Reads a checkpoint that must be whole. */
export async function checkpointAt(path: string): Promise<StoredCheckpoint> {
  const decoded = decodeCheckpoint(await Deno.readFile(path));
  assert(isRight(decoded), JSON.stringify(decoded));
  return decoded.right;
}

/** What a run left behind, but for what the clock decides. */
export async function leftBy(folder: string): Promise<unknown> {
  const names = (path: string) => Array.from(Deno.readDirSync(path), ({ name }) => name).sort();
  const checkpoints = [];
  for (const name of names(`${folder}/checkpoints`)) {
    if (name === "previous.safetensors") continue; // after a damaged one, it is an older one
    const { progress, identity: _, ...rest } = await checkpointAt(`${folder}/checkpoints/${name}`);
    checkpoints.push([name, rest, { ...progress, seconds: 0, epochSeconds: 0 }]);
  }
  const lines = (await Deno.readTextFile(`${folder}/metrics.jsonl`)).trimEnd().split("\n");
  const metrics = lines.map((line) => ({ ...JSON.parse(line), seconds: 0, imagesPerSecond: 0 }));
  const stable = names(folder).map((name) => name.replace(/(?<=tfevents\.)\d+/, "TIME"));
  return { names: stable, checkpoints, metrics };
}
