/** A share in percent, with a digit after the point only where it would else be none or all: `33 %`, `0.4 %`. */
export function percent(share: number): string {
  const whole = Math.round(100 * share);
  const rounded = whole === 0 || whole === 100;
  return `${rounded && share !== 0 && share !== 1 ? (100 * share).toFixed(1) : whole} %`;
}
