/** Reads a JSON object from a file; an empty one where there is none, or none that can be read. */
export async function readRecord(path: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    const value: unknown = JSON.parse(await Deno.readTextFile(path));
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}

/** Whether a value is an object with fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
