/** The coordinates that a value changes with: none, the column, the row, or both. */
export const Level = { sample: 0, column: 1, row: 2, pixel: 3 } as const;
/** One of {@linkcode Level}; a value that is computed from others changes with all that any of them changes with. */
export type Level = typeof Level[keyof typeof Level];

/** Something that is written in JavaScript, and the values that it names. */
export interface Written {
  readonly code: string;
  readonly level: Level;
  readonly needs: readonly Value[];
}

/** A value of a loop: named once, where its level is computed. */
export interface Value extends Written {
  /** The code that its name stands for; nothing where the code is no name, or always there. */
  readonly is?: string;
  /** The value as a polynomial in `x`, if it is one and changes with the column. */
  readonly polynomial?: Polynomial;
  /** The value of a raster: how what is 1 where it is at least a level is written, else 0. */
  readonly above?: (level: Value) => Value;
  /** True if rows may differ in it that do not differ in what it needs. */
  readonly differs?: boolean;
  /** The kind of array that keeps a line of it, if it changes with the column and pixels need it. @default floats */
  readonly kept?: Kept;
  /** The value of each column that a line of values is filled with. */
  readonly filled?: Value;
}

/** Arrays of a workspace. */
export type Kept = "floats" | "doubles" | "integers";

/** A polynomial in `x`, in 64-bit floats. */
export interface Polynomial extends Pick<Written, "code" | "needs"> {
  /** The factors of 1, `x` and `x²`, as far as there are any: numbers that do not change with `x`. */
  readonly coefficients: readonly Written[];
}

/** The highest power of `x`. */
const DEGREE = 2;

/** No code is longer, so that values that are used over and over do not blow up. */
const LONGEST = 400;

const ZERO = constant("0"), ONE = constant("1");

/** A number. */
export function constant(code: string): Value {
  return { code, level: Level.sample, needs: [] };
}

/** The coordinates of a pixel. */
export const axes: Readonly<Record<"x" | "y", Value>> = {
  x: {
    code: "x",
    level: Level.column,
    needs: [],
    polynomial: { code: "x", needs: [], coefficients: [ZERO, ONE] },
  },
  y: { code: "y", level: Level.row, needs: [], differs: true },
};

/** Returns the result of an operation as a polynomial in `x`, if it is one that changes with the column. */
export function combined(op: string, a: Value, b: Value): Polynomial | undefined {
  if (!((a.level | b.level) & Level.column)) return undefined;
  const of = (value: Value): Polynomial | undefined =>
    value.level & Level.column
      ? value.polynomial
      : { code: value.code, needs: named(value), coefficients: [{ ...value, needs: named(value) }] };
  const ours = of(a), theirs = of(b);
  if (ours === undefined || theirs === undefined) return undefined;
  if (op === "mul") return multiplied(ours, theirs);
  return op === "add" ? added(ours, theirs, "+") : op === "sub" ? added(ours, theirs, "-") : undefined;
}

/** Lists the names in code that has a value in it. */
function named(value: Value): readonly Value[] {
  return value.is === undefined ? value.needs : [value];
}

/** The sum of two polynomials, or their difference, if it is none of a higher degree. */
function added(a: Polynomial, b: Polynomial, sign: "+" | "-"): Polynomial | undefined {
  const ours = a.coefficients, theirs = b.coefficients, longer = ours.length > theirs.length ? ours : theirs;
  // As it was written, it is exact where terms cancel each other.
  return checked(
    `(${a.code} ${sign} ${b.code})`,
    [...a.needs, ...b.needs],
    longer.map((_, power) => sum(ours[power] ?? ZERO, sign, theirs[power] ?? ZERO)),
  );
}

/** The product of two polynomials, if it is none of a higher degree. */
function multiplied(a: Polynomial, b: Polynomial): Polynomial | undefined {
  const product = Array<Written>(a.coefficients.length + b.coefficients.length - 1).fill(ZERO);
  for (const [i, ours] of a.coefficients.entries()) {
    for (const [j, theirs] of b.coefficients.entries()) {
      product[i + j] = sum(product[i + j]!, "+", times(ours, theirs));
    }
  }
  return checked(`${a.code} * ${b.code}`, [...a.needs, ...b.needs], product);
}

function checked(
  code: string,
  needs: readonly Value[],
  coefficients: readonly Written[],
): Polynomial | undefined {
  const fits = coefficients.length <= DEGREE + 1 &&
    [code, ...coefficients.map(({ code }) => code)].every(({ length }) => length <= LONGEST);
  return fits ? { code, needs, coefficients } : undefined;
}

function sum(a: Written, sign: "+" | "-", b: Written): Written {
  if (b.code === "0") return a;
  return a.code === "0" && sign === "+" ? b : both(a, b, `(${a.code} ${sign} ${b.code})`);
}

function times(a: Written, b: Written): Written {
  if (a.code === "0" || b.code === "0") return ZERO;
  if (a.code === "1") return b;
  return b.code === "1" ? a : both(a, b, `${a.code} * ${b.code}`);
}

function both(a: Written, b: Written, code: string): Written {
  return { code, level: (a.level | b.level) as Level, needs: [...a.needs, ...b.needs] };
}
