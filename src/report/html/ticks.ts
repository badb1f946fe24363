/**
 * Round numbers that cover a range: multiples of 1, 2 or 5 times a power of ten, evenly spaced.
 *
 * @param low The lower end of the range, finite.
 * @param high The upper end, at least `low`. A range of one number is widened.
 * @param options How many steps at most, and the least step.
 * @returns The numbers in rising order; the first is at most `low`, the last at least `high`.
 */
export function ticks(
  low: number,
  high: number,
  { most = 5, step: least = 0 }: { readonly most?: number; readonly step?: number } = {},
): readonly number[] {
  if (low === high) {
    const room = Math.max(least, Math.abs(low) / 10) || 1;
    return ticks(low - room, high + room, { most, step: least });
  }
  for (let power = Math.floor(Math.log10((high - low) / most));; power++) {
    for (const digit of [1, 2, 5]) {
      const scale = 10 ** Math.abs(power), step = power < 0 ? digit / scale : digit * scale;
      const first = Math.floor(low / step + 1e-9), last = Math.ceil(high / step - 1e-9);
      if (last - first > most || step < least) continue;
      const at = (i: number) => power < 0 ? i * digit / scale : i * digit * scale;
      return Array.from({ length: last - first + 1 }, (_, i) => at(first + i));
    }
  }
}
