import { type Row, shapeName } from "./case.ts";

/** The columns of the table in order: positive widths for texts, negative ones for numbers. */
const columns: readonly (readonly [title: string, width: number, cell: (row: Row) => string])[] = [
  ["suite", 8, ({ suite }) => suite],
  ["name", 21, ({ name }) => name],
  ["engine", 7, ({ engine }) => engine],
  ["shape", 13, ({ shape }) => shapeName(shape)],
  ["ms", -9, ({ medianMs }) => rounded(medianMs)],
  ["samples/s", -10, ({ medianMs, shape }) => String(Math.round(1000 * shape[0] / medianMs))],
  ["GFLOP/s", -7, ({ operations, medianMs }) => operations ? rounded(operations / medianMs / 1e6) : ""],
  ["ratio", -8, ({ ratio }) => rounded(ratio)],
  ["against", 0, ({ against }) => against],
];

/** The first line of the table. */
export const titleLine: string = lineOf(columns.map(([title]) => title));

/** A line of the table; lines have the same widths, so that they can be printed as they come. */
export function rowLine(row: Row): string {
  return lineOf(columns.map(([, , cell]) => cell(row)));
}

function lineOf(cells: readonly string[]): string {
  return cells.map((cell, i) => {
    const width = columns[i]![1];
    return width < 0 ? cell.padStart(-width) : cell.padEnd(width);
  }).join("  ");
}

/** Three digits that count, and never an exponent. */
function rounded(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3);
}
