/** The lanes of a vector, by number. */
export const letters = "xyzw";

/** How many channels are read at once: 4 if they come in fours, else 1. */
export function lanesOf(channels: number): 1 | 4 {
  return channels % 4 === 0 ? 4 : 1;
}

/** The type of a pixel's channels that are read at once. */
export function vectorOf(lanes: 1 | 4): string {
  return lanes === 4 ? "vec4<f32>" : "f32";
}

/** `count` things, by number. */
export function list<T>(count: number, thing: (i: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, i) => thing(i));
}

/** `count` pieces of text, one after the other. */
export function times(count: number, text: (i: number) => string): string {
  return list(count, text).join("");
}
