import { fold, type Key, permutation } from "../random/mod.ts";
import type { Labels } from "./labels.ts";

/** The rows of each class in file order, by class index; a class below the highest may have none. */
export function rowsByClass(labels: Labels): readonly (readonly number[])[] {
  const rows: number[][] = [];
  for (const [row, label] of labels.entries()) {
    while (rows.length <= label) rows.push([]);
    rows[label]!.push(row);
  }
  return rows;
}

/** All rows, class after class, shuffled within each class by a key of its own. */
export function shuffledByClass(labels: Labels, from: Key): readonly number[] {
  return rowsByClass(labels).flatMap((rows, label) =>
    Array.from(permutation(fold(from, label), rows.length), (n) => rows[n]!)
  );
}
