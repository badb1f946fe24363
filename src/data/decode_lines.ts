import * as E from "fp-ts/Either";
import { type DataFile, fileName } from "./data_file.ts";
import type { DataError } from "./error.ts";
import { broken, type Origin } from "./origin.ts";

/** Decodes a text of one name a line, such as class names; empty lines do not count, and `least…most` others must be. */
export function decodeLines(
  origin: Origin,
  { path, bytes }: DataFile,
  least: number,
  most: number = least,
): E.Either<DataError, readonly string[]> {
  const lines = new TextDecoder().decode(bytes).split("\n").map((line) => line.trim()).filter(Boolean);
  if (lines.length >= least && lines.length <= most) return E.right(lines);
  const range = least === most ? least : `${least}…${most}`;
  return E.left(
    broken(origin, `${fileName(path)} must hold ${range} class names`, `${lines.length} (${path})`),
  );
}
