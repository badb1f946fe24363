import type { ConvShape } from "../conv_shape.ts";

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

/** One lane of a named vector, or the scalar itself. */
export function laneOf(name: string, lanes: 1 | 4, lane: number): string {
  return lanes === 4 ? `${name}.${letters[lane]}` : name;
}

/** `count` things, by number. */
export function list<T>(count: number, thing: (i: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, i) => thing(i));
}

/** `count` pieces of text, one after the other. */
export function times(count: number, text: (i: number) => string): string {
  return list(count, text).join("");
}

/** Names the compiled kernel of a convolution. */
export function convKey(name: string, shape: ConvShape): string {
  return `miamix conv ${name} ${Object.values(shape).join(" ")}`;
}

/** A run of pixels that an invocation reads: `start`, `start + 1`, … of a line of `width` pixels. */
export interface Run {
  /** How the pixels are named, before their number. */
  readonly name: string;
  readonly lanes: 1 | 4;
  readonly count: number;
  /** The expression of the first pixel's place, and the least and largest value that it takes. */
  readonly start: string;
  readonly least: number;
  readonly largest: number;
  readonly width: number;
  /** Reads the pixel at a place. */
  read(place: string): string;
}

/** Reads a run of pixels, 0 outside the line. Only pixels that can be outside are tested: branches are dear. */
export function readRun({ name, lanes, count, start, least, largest, width, read }: Run): string {
  return times(count, (i) => {
    const place = `${start} + ${i}`;
    const tests = [
      ...(least + i < 0 ? [`${place} >= 0`] : []),
      ...(largest + i >= width ? [`${place} < ${width}`] : []),
    ];
    const variable = `${name}${i}`;
    return tests.length === 0
      ? `let ${variable} = ${read(place)};\n`
      : `var ${variable} = ${vectorOf(lanes)}(0.0);\nif (${tests.join(" && ")}) { ${variable} = ${
        read(place)
      }; }\n`;
  });
}
