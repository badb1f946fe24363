import type { Mutation } from "./mutation.ts";

/** Longer than any of the named tests takes, ms: a mutation that makes them take longer is seen. */
const LIMIT = 60_000;

/**
 * Runs test files in a copy of the checkout, one after the other, and tells the first that fails and what it printed.
 *
 * @throws The signal's reason, once it is aborted.
 */
export async function firstFailure(
  folder: string,
  files: readonly string[],
  signal: AbortSignal,
): Promise<{ readonly file: string; readonly output: string } | undefined> {
  for (const file of files) {
    const command = new Deno.Command("deno", {
      args: ["test", "-A", "--no-check", "--fail-fast", "--quiet", file],
      cwd: folder,
      env: { NO_COLOR: "1" },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
      signal: AbortSignal.any([signal, AbortSignal.timeout(LIMIT)]),
    });
    const { success, stdout, stderr } = await command.output();
    signal.throwIfAborted();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    if (!success) return { file, output: text(stdout) + text(stderr) };
  }
  return undefined;
}

/** Whether the tests of a mutation see it; the copy is as it was afterwards. */
export async function isSeen(folder: string, mutation: Mutation, signal: AbortSignal): Promise<boolean> {
  const path = `${folder}/${mutation.file}`, source = await Deno.readTextFile(path);
  const { start, end, replacement } = mutation;
  await Deno.writeTextFile(path, source.slice(0, start) + replacement + source.slice(end));
  try {
    return await firstFailure(folder, mutation.tests, signal) !== undefined;
  } finally {
    await Deno.writeTextFile(path, source);
  }
}
