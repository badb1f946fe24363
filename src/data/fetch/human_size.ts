const UNITS = ["kB", "MB", "GB", "TB"];

/** A number of bytes as people read it, in powers of 1,000: `"5 bytes"`, `"5.1 kB"`, `"170 MB"`. */
export function humanSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  let value = bytes / 1000, unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 9.95 ? value.toFixed(1) : value.toFixed(0)} ${UNITS[unit]}`;
}
