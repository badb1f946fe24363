import { fileURLToPath } from "node:url";
import manifest from "../../deno.json" with { type: "json" };
import { finish, type Result } from "../train/command.ts";

/** A task of `deno.json` that is a script of `tasks`. */
export type TaskName = "train" | "eval" | "predict" | "report" | "gallery" | "data";

/** The words that start a task, with the permissions that it has. */
export function taskWords(name: TaskName): string[] {
  const [, ...flags] = manifest.tasks[name].command.split(" ").slice(0, -1);
  return [Deno.execPath(), ...flags, fileURLToPath(new URL(`../../tasks/${name}.ts`, import.meta.url))];
}

/**
 * Runs a task in a shell, to its end.
 *
 * @param line What the shell does with it, where `"$@"` is the task: `exec "$@" > /dev/full`.
 */
export function inShell(
  cwd: string,
  line: string,
  name: TaskName,
  ...args: readonly string[]
): Promise<Result> {
  return finish(
    new Deno.Command("bash", {
      args: ["-c", line, "bash", ...taskWords(name), ...args],
      cwd,
      stdout: "piped",
      stderr: "piped",
    }),
  );
}

/** A run that takes a second or two. */
export const tiny: readonly string[] = [
  ..."--model convnet-s --limit-train 32 --limit-test 16 --batch-size 16 --epochs 1 --backend wasm".split(
    " ",
  ),
];
