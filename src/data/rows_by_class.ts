import { fold, type Key, permutation } from "../random/mod.ts";

/** The rows of each class in file order, by class index; a class below the highest may have none. */
export function rowsByClass(labels: Uint8Array): readonly (readonly number[])[] {
  const classes = labels.reduce((highest, label) => Math.max(highest, label), -1) + 1;
  const rows = Array.from({ length: classes }, (): number[] => []);
  for (const [row, label] of labels.entries()) rows[label]!.push(row);
  return rows;
}

/** All rows, class after class, shuffled within each class by a key of its own. */
export function shuffledByClass(labels: Uint8Array, from: Key): readonly number[] {
  return rowsByClass(labels).flatMap((rows, label) =>
    Array.from(permutation(fold(from, label), rows.length), (n) => rows[n]!)
  );
}
