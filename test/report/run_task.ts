import { fileURLToPath } from "node:url";
import manifest from "../../deno.json" with { type: "json" };
import { finish, type Result } from "../train/command.ts";

/** Runs `deno task NAME` in a folder to its end, with the permissions that the task has. */
export function runTask(
  name: "report" | "eval" | "predict",
  cwd: string,
  ...args: readonly string[]
): Promise<Result> {
  const [, ...flags] = manifest.tasks[name].command.split(" ").slice(0, -1);
  const script = fileURLToPath(new URL(`../../tasks/${name}.ts`, import.meta.url));
  return finish(
    new Deno.Command(Deno.execPath(), {
      args: [...flags, script, ...args],
      cwd,
      stdout: "piped",
      stderr: "piped",
    }),
  );
}

/** What a task must say of wrong input, and how it must end. */
export interface Refusal {
  readonly args: readonly string[];
  readonly code: number;
  readonly says: readonly string[];
}
