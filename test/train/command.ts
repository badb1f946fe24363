import { fileURLToPath } from "node:url";
import manifest from "../../deno.json" with { type: "json" };

/** What a command left behind. */
export interface Result {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const script = new URL("../../tasks/train.ts", import.meta.url);

/** The sample of CIFAR-10, where there is one. */
export const cifar10Sample: string = fileURLToPath(
  new URL("../../../shared/data/cifar-10-sample", import.meta.url),
);

/** Prepares `deno task train` in another folder, with the permissions that the task has. */
export function trainCommand(
  cwd: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Deno.Command {
  const [, ...flags] = manifest.tasks.train.command.split(" ").slice(0, -1);
  return new Deno.Command(Deno.execPath(), {
    args: [...flags, fileURLToPath(script), ...args],
    cwd,
    env,
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs `deno task train` in another folder to its end. */
export function runTrain(cwd: string, ...args: readonly string[]): Promise<Result> {
  return finish(trainCommand(cwd, args));
}

/** Runs a command to its end. */
export async function finish(command: Deno.Command): Promise<Result> {
  const { code, stdout, stderr } = await command.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

/** Gives a test a folder of its own. */
export async function inFolder(work: (cwd: string) => Promise<void>): Promise<void> {
  const cwd = await Deno.makeTempDir();
  try {
    await work(cwd);
  } finally {
    await Deno.remove(cwd, { recursive: true });
  }
}
