/**
 * Records as comma-separated values (RFC 4180), with a line of names first and `\n` after each line. A record without a
 * field leaves its place empty.
 *
 * @param records Records of numbers and texts; the columns are their fields, in the order in which they first appear.
 *
 * @example
 * ```ts
 * import { metricsCsv } from "@miamix/miamix/report";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(metricsCsv([{ epoch: 1, top1: 45.5 }, { epoch: 2, top1: 50 }]), "epoch,top1\n1,45.5\n2,50\n");
 * ```
 */
export function metricsCsv(records: readonly object[]): string {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const rows = records.map((record) => columns.map((column) => (record as Record<string, unknown>)[column]));
  if (columns.length === 0) return "";
  return [columns, ...rows].map((row) => `${row.map(cell).join(",")}\n`).join("");
}

function cell(value: unknown): string {
  const text = value === undefined || value === null ? "" : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
