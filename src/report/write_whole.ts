/** Writes a file so that whoever reads it meanwhile sees the old one or the new one, never half of it. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  const part = `${path}.part`;
  try {
    if (typeof content === "string") await Deno.writeTextFile(part, content);
    else await Deno.writeFile(part, content);
    await Deno.rename(part, path);
  } catch (error) {
    await Deno.remove(part).catch(() => {});
    throw error;
  }
}
