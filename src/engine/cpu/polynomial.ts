/** A number that does not change with `x`, as JavaScript in 64-bit floats, and what it changes with instead. */
export interface Coefficient {
  readonly code: string;
  readonly level: number;
}

/** A polynomial in `x`, as JavaScript in 64-bit floats. */
export interface Polynomial {
  /** The polynomial as it was written, which is exact where terms cancel each other. */
  readonly code: string;
  /** What 1, `x` and `x²` are multiplied with, as far as there is anything. */
  readonly coefficients: readonly Coefficient[];
}

/** The highest power of `x`. */
const DEGREE = 2;

/** No code is longer, so that values that are used over and over do not blow up. */
const LONGEST = 400;

const ZERO: Coefficient = { code: "0", level: 0 };

/** `x` itself. */
export const X: Polynomial = { code: "x", coefficients: [ZERO, { code: "1", level: 0 }] };

/** The sum of two polynomials, or their difference, if it is none of a higher degree. */
export function added(a: Polynomial, b: Polynomial, sign: "+" | "-"): Polynomial | undefined {
  const ours = a.coefficients, theirs = b.coefficients, longer = ours.length > theirs.length ? ours : theirs;
  return checked(
    `(${a.code} ${sign} ${b.code})`,
    longer.map((_, power) => sum(ours[power] ?? ZERO, sign, theirs[power] ?? ZERO)),
  );
}

/** The product of two polynomials, if it is none of a higher degree. */
export function multiplied(a: Polynomial, b: Polynomial): Polynomial | undefined {
  const product = Array<Coefficient>(a.coefficients.length + b.coefficients.length - 1).fill(ZERO);
  for (const [i, ours] of a.coefficients.entries()) {
    for (const [j, theirs] of b.coefficients.entries()) {
      product[i + j] = sum(product[i + j]!, "+", times(ours, theirs));
    }
  }
  return checked(`${a.code} * ${b.code}`, product);
}

function checked(code: string, coefficients: readonly Coefficient[]): Polynomial | undefined {
  const fits = coefficients.length <= DEGREE + 1 &&
    [code, ...coefficients.map(({ code }) => code)].every(({ length }) => length <= LONGEST);
  return fits ? { code, coefficients } : undefined;
}

function sum(a: Coefficient, sign: "+" | "-", b: Coefficient): Coefficient {
  if (b.code === "0") return a;
  if (a.code === "0" && sign === "+") return b;
  return { code: `(${a.code} ${sign} ${b.code})`, level: a.level | b.level };
}

function times(a: Coefficient, b: Coefficient): Coefficient {
  if (a.code === "0" || b.code === "0") return ZERO;
  if (a.code === "1") return b;
  return b.code === "1" ? a : { code: `${a.code} * ${b.code}`, level: a.level | b.level };
}
