/** Statements, one for each of so many numbers. */
export function each(count: number, text: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => text(i)).join("\n    ");
}

/** Something for every number from 0 on. */
export function list<T>(count: number, of: (i: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, i) => of(i));
}

/** Statements, one for each of some things. */
export function eachOf<T>(things: readonly T[], text: (one: T, i: number) => string): string {
  return things.map(text).join("\n    ");
}

/** A number as WGSL. */
export function float(value: number): string {
  return `f32(${Math.fround(value)})`;
}
