/** How often a class was taken for another one. */
export interface Confusion {
  readonly truth: number;
  readonly taken: number;
  readonly count: number;
}

/** The pairs of different classes that were taken for each other, the most frequent first. */
export function confusions(matrix: readonly (readonly number[])[]): readonly Confusion[] {
  return matrix
    .flatMap((row, truth) => row.map((count, taken) => ({ truth, taken, count })))
    .filter(({ truth, taken, count }) => truth !== taken && count > 0)
    .sort((a, b) => b.count - a.count);
}
