import { assert, assertEquals } from "@std/assert";
import * as E from "fp-ts/Either";
import type { TaskEither } from "fp-ts/TaskEither";
import type { DataError } from "../../src/data/error.ts";

/** Runs a test on a new folder with these files; their names may have sub-folders. */
export async function withFolder(
  files: Iterable<readonly [name: string, bytes: Uint8Array]>,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, bytes] of files) {
      const path = `${folder}/${name}`;
      await Deno.mkdir(path.slice(0, path.lastIndexOf("/")), { recursive: true });
      await Deno.writeFile(path, bytes);
    }
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** What a task gives; throws its error. */
export async function rightOf<A>(task: TaskEither<DataError, A>): Promise<A> {
  const loaded = await task();
  if (E.isLeft(loaded)) throw loaded.left;
  return loaded.right;
}

/** What a task complains about. */
export async function messageOf(task: TaskEither<DataError, unknown>): Promise<string> {
  const loaded = await task();
  assert(E.isLeft(loaded));
  assertEquals(loaded.left.name, "DataError");
  return loaded.left.message;
}

/** What a task on a folder with these files complains about; the folder is called `/data`. */
export async function complaint(
  files: Iterable<readonly [name: string, bytes: Uint8Array]>,
  load: (folder: string) => TaskEither<DataError, unknown>,
): Promise<string> {
  let message = "";
  await withFolder(files, async (folder) => {
    message = (await messageOf(load(folder))).replaceAll(folder, "/data");
  });
  return message;
}

/** The bytes of a text. */
export const textBytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A folder of real samples beside the checkout, or undefined if there is none. */
export function sampleFolder(name: string): string | undefined {
  const path = decodeURIComponent(new URL(`../../../shared/data/${name}`, import.meta.url).pathname);
  try {
    return Deno.statSync(path).isDirectory ? path : undefined;
  } catch {
    return undefined;
  }
}
