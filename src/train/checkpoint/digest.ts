import { createHash } from "node:crypto";
import type { StoredTensors } from "../../nn/mod.ts";

/** SHA-256, in hexadecimal, of tensors (names, types, shapes and numbers) and the texts that go with them. */
export function digest(tensors: StoredTensors, texts: Readonly<Record<string, string>>): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify(sorted(Object.entries(texts))));
  for (const [name, { shape, data }] of sorted([...tensors])) {
    hash.update(JSON.stringify([name, data.constructor.name, shape]));
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest("hex");
}

function sorted<A>(entries: (readonly [string, A])[]): readonly (readonly [string, A])[] {
  return entries.sort(([a], [b]) => a < b ? -1 : 1);
}
