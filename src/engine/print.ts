import { type Binary, type Expr, interpret, type Unary } from "../expr/mod.ts";

/** How a language writes what the pixel language says. Names of values are passed as text. */
export interface Dialect {
  literal(value: number): string;
  param(slot: number): string;
  unary(op: Unary, a: string): string;
  binary(op: Binary, a: string, b: string): string;
  select(test: string, yes: string, no: string): string;
  /** The value of a raster at a point; `whole` says that this is not in a body of `choose` or `blur`. */
  field(index: string, x: string, y: string, whole: boolean): string;
  /** A call of a printed function at a point. */
  call(name: string, x: string, y: string): string;
  /** A statement that names a value. */
  bind(name: string, value: string): string;
  /** Statements that give `name` the value of one of several calls, by number. */
  choose(name: string, index: string, calls: readonly string[]): string;
  /** Statements that give `name` the mean of a printed function around a point. */
  blur(name: string, radius: string, x: string, y: string, inner: string): string;
  /** The name of function number `i`. */
  name(i: number): string;
  /** A function of a point `x`, `y`. */
  define(name: string, statements: readonly string[], result: string): string;
}

/** Printed functions, and the name of the one that is the whole expression. */
export interface Printed {
  readonly code: string;
  readonly entry: string;
}

/** Prints an expression as functions of a point: one for the whole, and one for each body of `choose` and `blur`. */
export function print(dialect: Dialect, root: Expr): Printed {
  const functions: string[] = [];
  const printed = new Map<Expr, string>();

  const define = (body: Expr): string => {
    const known = printed.get(body);
    if (known !== undefined) return known;
    const statements: string[] = [];
    const fresh = () => `v${statements.length}`;
    const bind = (value: string) => {
      const name = fresh();
      statements.push(dialect.bind(name, value));
      return name;
    };
    const result = interpret<string>({
      lit: dialect.literal,
      param: dialect.param,
      axis: (axis) => axis,
      unary: (op, a) => bind(dialect.unary(op, a)),
      binary: (op, a, b) => bind(dialect.binary(op, a, b)),
      select: (test, yes, no) => bind(dialect.select(test, yes, no)),
      field: (index, x, y) => bind(dialect.field(index, x, y, body === root)),
      choose(index, x, y, bodies) {
        const calls = bodies.map((option) => dialect.call(define(option), x, y));
        const name = fresh();
        statements.push(dialect.choose(name, index, calls));
        return name;
      },
      blur(radius, x, y, inner) {
        const callee = define(inner);
        const name = fresh();
        statements.push(dialect.blur(name, radius, x, y, callee));
        return name;
      },
    }, body);
    const name = dialect.name(functions.length);
    functions.push(dialect.define(name, statements, result));
    printed.set(body, name);
    return name;
  };

  const entry = define(root);
  return { code: functions.join("\n"), entry };
}
