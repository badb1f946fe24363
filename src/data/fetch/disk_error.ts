import { DataError } from "../error.ts";

/** Data that cannot be written: a full disk, or whatever the system says. */
export class DiskError extends DataError {}

/**
 * Explains why a folder cannot be written.
 *
 * @param action What was being done, such as `download cifar10`.
 * @param folder Where it was written to.
 * @param cause What the system threw; a `DataError` stays what it is.
 * @param elsewhere How another folder is named.
 */
export function diskError(
  action: string,
  folder: string,
  cause: unknown,
  elsewhere: string = "name another folder with --data-dir",
): DataError {
  if (cause instanceof DataError) return cause;
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return code === "ENOSPC" || code === "EDQUOT"
    ? new DiskError(
      `Cannot ${action}: ${folder} must have room for it, current value is a full disk; free some and run the ` +
        `command again, or ${elsewhere}`,
      { cause },
    )
    : new DiskError(
      `Cannot ${action}: ${folder} must be a folder that can be written, current value is ${
        String(cause)
      }; ` +
        `or ${elsewhere}`,
      { cause },
    );
}

/** Explains why a converted data set cannot be kept: it goes elsewhere than the data set itself. */
export function cacheError(action: string, cacheDir: string, cause: unknown): DataError {
  const elsewhere = "name another folder for converted data sets with --cache-dir, or none";
  return diskError(action, cacheDir, cause, elsewhere);
}
