import { type Algebra, type Expr, interpret } from "../expr/mod.ts";
import { fold, type Key, key } from "../random/mod.ts";

/** The contents of a fingerprint, besides a text. */
interface Printed {
  readonly params: number;
  readonly mask: Expr;
}

/**
 * A number of 64 bits, in hexadecimal, that tells recipes apart: of the text that describes a recipe, and of what its
 * passes compute. Two recipes built alike have the same one, in every process.
 */
export function fingerprintOf(text: string, passes: readonly Printed[]): string {
  const { hi, lo } = hash("recipe", text, ...passes.flatMap(({ params, mask }) => [params, hashOf(mask)]));
  return [hi, lo].map((word) => word.toString(16).padStart(8, "0")).join("");
}

function hashOf(root: Expr): Key {
  return interpret(hashes, root);
}

/** Reads an expression as a hash of its node and of the hashes of its children. */
const hashes: Algebra<Key> = {
  lit: (value) => hash("lit", value),
  param: (slot) => hash("param", slot),
  axis: (axis) => hash("axis", axis),
  unary: (op, a) => hash(op, a),
  binary: (op, a, b) => hash(op, a, b),
  select: (test, yes, no) => hash("select", test, yes, no),
  field: (index, x, y) => hash("field", index, x, y),
  choose: (index, x, y, bodies) => hash("choose", index, x, y, ...bodies.map(hashOf)),
  blur: (radius, x, y, body) => hash("blur", radius, x, y, hashOf(body)),
};

/** Folds values into a key, one after the other: texts by their letters, numbers by their 64 bits. */
function hash(...values: readonly (string | number | Key)[]): Key {
  return values.reduce<Key>((before, value) => {
    if (typeof value === "string") {
      return Array.from(value, (letter) => letter.codePointAt(0)!).reduce(fold, fold(before, value.length));
    }
    const [hi, lo] = typeof value === "number" ? bitsOf(value) : [value.hi, value.lo];
    return fold(fold(before, hi), lo);
  }, key(0));
}

function bitsOf(value: number): readonly [hi: number, lo: number] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  return [view.getUint32(0), view.getUint32(4)];
}
