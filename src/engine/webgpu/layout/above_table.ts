import { roomFor } from "../../../device/mod.ts";
import { band, type NoiseField } from "../../../mask/field.ts";
import { pixelsBelow, waves } from "../../host/noise.ts";

/** Columns that an invocation adds up side by side: the amplitudes of the waves are read once for all of them. */
export const COLUMNS = 4;

/** Standard deviations beyond which noise at the level is not looked for at first. */
const FAR = 4;

/** What the kernel that cuts noise reads, four numbers at a time, and the places of the following in it. */
export interface AboveTable {
  readonly table: Float32Array;
  /** Cosine and sine of the two longest waves down the columns, at the middles of the first lines. */
  readonly lines: number;
  /**
   * For every field, `record` places long: its amplitudes; then the most that its noise can be, the most that it hardly is,
   * and how many pixels are below the level.
   */
  readonly fields: number;
  readonly record: number;
}

/** Makes the table. It begins with cosine and sine of every wave along the lines, for one group of columns after the other. */
export function aboveTable(
  noise: readonly NoiseField[],
  levels: Float32Array,
  [height, width]: readonly [height: number, width: number],
  firstLines: number,
): AboveTable {
  const groups = Math.ceil(width / COLUMNS);
  const bandX = band(width), bandY = band(height), pixels = height * width;
  const along = waves(width);
  const lines = 2 * groups * (bandX + 1), fields = lines + firstLines;
  const record = (bandX + 1) * (bandY + 1) + 1;
  const table = new Float32Array(4 * (fields + roomFor(noise.length) * record));
  let at = 0;
  for (let group = 0; group < groups; group++) {
    for (let k = 0; k <= bandX; k++) {
      for (const wave of [along.cos, along.sin]) {
        for (let i = 0; i < COLUMNS; i++) {
          table[at++] = wave[k * width + Math.min(COLUMNS * group + i, width - 1)]!;
        }
      }
    }
  }
  for (let y = 0; y < firstLines; y++) {
    for (const k of [1, 2]) {
      const angle = 2 * Math.PI * k * (y + 0.5) / height;
      table[at++] = Math.cos(angle);
      table[at++] = Math.sin(angle);
    }
  }
  for (const [i, { amplitudes }] of noise.entries()) {
    pairUp(amplitudes, bandX, bandY, table.subarray(at, at += 4 * (record - 1)));
    table[at] = bound(amplitudes);
    table[at + 1] = FAR * deviation(amplitudes) + 1e-30;
    table[at + 2] = pixelsBelow(levels[i]!, pixels);
    at += 4;
  }
  return { table, lines, fields, record };
}

/**
 * The amplitudes of the waves with `ky` and `-ky` cycles taken together, `[bandX + 1, bandY + 1, 4]`: what multiplies the
 * cosine and the sine along x, of their cosine down y, and then the sine and the cosine along x, of their sine down y.
 */
function pairUp(amplitudes: Float32Array, bandX: number, bandY: number, paired: Float32Array): void {
  for (let kx = 0, at = 0; kx <= bandX; kx++) {
    for (let k = 0; k <= bandY; k++, at += 4) {
      const up = 2 * ((bandY + k) * (bandX + 1) + kx), down = 2 * ((bandY - k) * (bandX + 1) + kx);
      const a = amplitudes[up]!, b = amplitudes[up + 1]!;
      const c = k === 0 ? 0 : amplitudes[down]!, d = k === 0 ? 0 : amplitudes[down + 1]!;
      paired[at] = a + c;
      paired[at + 1] = b + d;
      paired[at + 2] = c - a;
      paired[at + 3] = b - d;
    }
  }
}

/** More than noise of these amplitudes is anywhere. */
function bound(amplitudes: Float32Array): number {
  let most = 0;
  for (let i = 0; i < amplitudes.length; i++) most += Math.abs(amplitudes[i]!);
  return 1.001 * most + 1e-30;
}

/** The standard deviation of noise of these amplitudes. */
function deviation(amplitudes: Float32Array): number {
  let squares = 0;
  for (let i = 0; i < amplitudes.length; i++) squares += amplitudes[i]! ** 2;
  return Math.sqrt(squares / 2);
}
