import { fileURLToPath } from "node:url";
import deno from "../../../deno.json" with { type: "json" };

const script = fileURLToPath(new URL("../../../tasks/data.ts", import.meta.url));

/** Prepares `deno task data` in a folder, with the permissions that the task has, and a server on this machine. */
export function command(cwd: string, args: readonly string[]): Deno.Command {
  const [, ...task] = deno.tasks.data.command.split(" ").slice(0, -1);
  const flags = task.map((flag) => flag.replace("--allow-net=", "--allow-net=127.0.0.1,localhost,"));
  return new Deno.Command(Deno.execPath(), {
    args: [...flags, script, ...args],
    cwd,
    stdout: "piped",
    stderr: "piped",
  });
}

/** Runs it to its end. */
export async function run(
  cwd: string,
  ...args: readonly string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  const { code, stdout, stderr } = await command(cwd, args).output();
  return { code, stdout: new TextDecoder().decode(stdout), stderr: new TextDecoder().decode(stderr) };
}
