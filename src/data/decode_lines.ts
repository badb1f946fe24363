import * as E from "fp-ts/Either";
import { type DataFile, fileName } from "./data_file.ts";
import type { DataError } from "./error.ts";
import { broken, type Origin } from "./origin.ts";

/** Decodes a text of one name a line, such as class names; empty lines do not count. */
export function decodeLines(
  origin: Origin,
  { path, bytes }: DataFile,
  count: number,
): E.Either<DataError, readonly string[]> {
  const lines = new TextDecoder().decode(bytes).split("\n").map((line) => line.trim()).filter(Boolean);
  return lines.length === count ? E.right(lines) : E.left(
    broken(origin, `${fileName(path)} must hold ${count} class names`, `${lines.length} (${path})`),
  );
}
