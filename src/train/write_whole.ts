/**
 * Writes a file so that whoever reads it finds all of it or the one before, also after a crash: it is written under
 * another name, brought to the disk, and renamed. If that fails, nothing is left of it.
 *
 * @param path Where.
 * @param content What.
 * @param before Done when the new file is whole and the old one still there.
 */
export async function writeWhole(
  path: string,
  content: Uint8Array | string,
  before: () => Promise<void> = () => Promise.resolve(),
): Promise<void> {
  const part = `${path}.part`;
  try {
    const file = await Deno.open(part, { write: true, create: true, truncate: true });
    try {
      let rest = typeof content === "string" ? new TextEncoder().encode(content) : content;
      while (rest.length > 0) rest = rest.subarray(await file.write(rest));
      await file.sync();
    } finally {
      file.close();
    }
    await before();
    await Deno.rename(part, path);
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw error;
  }
  await syncFolder(path.replace(/[/\\][^/\\]*$/, ""));
}

/** A new name is on the disk when its folder is. Where folders cannot be opened, the system takes care of that. */
async function syncFolder(path: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  const folder = await Deno.open(path);
  try {
    await folder.sync();
  } finally {
    folder.close();
  }
}
