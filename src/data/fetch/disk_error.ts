import { DataError } from "../error.ts";

/**
 * Explains why a folder cannot be written: a full disk, or whatever the system says.
 *
 * @param action What was being done, such as `download cifar10`.
 * @param folder Where it was written to.
 * @param cause What the system threw; a `DataError` stays what it is.
 */
export function diskError(action: string, folder: string, cause: unknown): DataError {
  if (cause instanceof DataError) return cause;
  if (cause instanceof Deno.errors.NotCapable) {
    return new DataError(
      `Cannot ${action}: deno task data may write only below the folder it runs in, current value is ${folder}; ` +
        `deno run --allow-read --allow-write=${folder} --allow-net tasks/data.ts can write there`,
      { cause },
    );
  }
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return code === "ENOSPC" || code === "EDQUOT"
    ? new DataError(
      `Cannot ${action}: ${folder} must have room for it, current value is a full disk; free some and run the ` +
        "command again, or name another folder with --data-dir",
      { cause },
    )
    : new DataError(
      `Cannot ${action}: ${folder} must be a folder that can be written, current value is ${String(cause)}`,
      { cause },
    );
}
