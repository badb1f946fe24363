/**
 * Plain data with one level: each value by the path of names that leads to it.
 *
 * @example
 * ```ts
 * import { flatten } from "@miamix/miamix/report";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(flatten({ seed: 1, optimizer: { lr: 0.1 } }), { seed: 1, "optimizer.lr": 0.1 });
 * ```
 */
export function flatten(data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(entries(data, ""));
}

function entries(
  data: Readonly<Record<string, unknown>>,
  before: string,
): readonly (readonly [string, unknown])[] {
  return Object.entries(data).flatMap(([name, value]) =>
    isRecord(value) ? entries(value, `${before}${name}.`) : [[`${before}${name}`, value] as const]
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
