/** A learning rate as people write it: `0.1`, `0.0302`, `1.5e-6`. */
export function rate(value: number): string {
  return value !== 0 && Math.abs(value) < 1e-4
    ? value.toExponential(1)
    : String(Number(value.toPrecision(3)));
}
