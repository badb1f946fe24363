import * as tf from "@tensorflow/tfjs";
import { type Algebra, binary, type Expr, interpret, unary } from "../../expr/mod.ts";

/**
 * A value of some samples: a 32-bit float for each of them, computed on the host, or a tensor that broadcasts to
 * `[samples, height, width]`.
 */
export type Value = Float32Array | tf.Tensor;

/** The samples that an expression is evaluated for, and where. */
export interface Scene {
  /** The drawn numbers, `[samples, stride]`. */
  readonly params: Float32Array;
  readonly stride: number;
  /** The samples, as rows of the numbers. */
  readonly rows: readonly number[];
  /** `[rasters · height · width]` */
  readonly rasters: tf.Tensor;
  readonly height: number;
  readonly width: number;
  /** The points, each `[samples or 1, height or 1, width or 1]`. */
  readonly x: tf.Tensor;
  readonly y: tf.Tensor;
  /** Where the points are those of the pixels, how many pixels around the image belong to them. */
  readonly margin?: number;
}

/** The scene of all pixels of all samples. */
export function sceneOf(
  given: Pick<Scene, "params" | "stride" | "rasters" | "height" | "width">,
  samples: number,
): Scene {
  const rows = Array.from({ length: samples }, (_, n) => n);
  return { ...given, rows, ...points(given.height, given.width, 0), margin: 0 };
}

function points(height: number, width: number, margin: number) {
  return {
    x: tf.range(0.5 - margin, width + margin, 1).reshape([1, 1, -1]),
    y: tf.range(0.5 - margin, height + margin, 1).reshape([1, -1, 1]),
  };
}

/** A value as a tensor. */
export function tensorOf(value: Value): tf.Tensor {
  return value instanceof Float32Array ? tf.tensor3d(value, [value.length, 1, 1]) : value;
}

const ops: Readonly<Record<keyof typeof unary, (a: tf.Tensor) => tf.Tensor>> = {
  abs: tf.abs,
  floor: tf.floor,
  sqrt: tf.sqrt,
  exp: tf.exp,
};

const pairOps: Readonly<Record<keyof typeof binary, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor>> = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
  min: tf.minimum,
  max: tf.maximum,
  step: (edge, value) => tf.greaterEqual(value, edge).toFloat(),
};

/**
 * The value of an expression in a scene. What is the same at every point is computed on the host; where samples choose
 * different bodies or windows, each of these is evaluated for its own samples only.
 */
export function render(root: Expr, scene: Scene): Value {
  const { params, stride, rows, x: hereX, y: hereY } = scene;
  const each = (value: (n: number) => number) => Float32Array.from(rows, (_, n) => value(n));
  const algebra: Algebra<Value> = {
    lit: (value) => each(() => value),
    param: (slot) => Float32Array.from(rows, (row) => params[row * stride + slot]!),
    axis: (axis) => axis === "x" ? hereX : hereY,
    unary: (op, a) => a instanceof Float32Array ? a.map(unary[op]) : ops[op](a),
    binary: (op, a, b) =>
      a instanceof Float32Array && b instanceof Float32Array
        ? each((n) => binary[op](a[n]!, b[n]!))
        : pairOps[op](tensorOf(a), tensorOf(b)),
    select(test, yes, no) {
      if (test instanceof Float32Array && yes instanceof Float32Array && no instanceof Float32Array) {
        return each((n) => test[n]! > 0 ? yes[n]! : no[n]!);
      }
      return where(tf.greater(tensorOf(test), 0), tensorOf(yes), tensorOf(no));
    },
    field: (index, x, y) => readRasters(tensorOf(index), tensorOf(x), tensorOf(y), scene),
    choose(index, x, y, bodies) {
      const [atX, atY] = [tensorOf(x), tensorOf(y)];
      if (index instanceof Float32Array) {
        return parted(index, rows, (number, members) => {
          const body = bodies[number] ?? bodies.at(-1)!;
          return render(body, { ...scene, ...at(scene, atX, atY), ...only(members, rows, atX, atY) });
        });
      }
      return bodies.map((body) => tensorOf(render(body, { ...scene, ...at(scene, atX, atY) }))).reduce(
        (chosen, value, i) => where(tf.equal(index, i), value, chosen),
      );
    },
    blur(radius, x, y, body) {
      if (!(radius instanceof Float32Array)) {
        throw new RangeError("Cannot mix by tfjs ops: the radius of a blur must be the same at all points");
      }
      const [atX, atY] = [tensorOf(x), tensorOf(y)];
      return parted(
        radius,
        rows,
        (number, members) =>
          mean(number, body, { ...scene, ...at(scene, atX, atY), ...only(members, rows, atX, atY) }),
      );
    },
  };
  return interpret(algebra, root);
}

/** The points at which a body is evaluated. */
function at({ x, y, margin }: Scene, atX: tf.Tensor, atY: tf.Tensor): Pick<Scene, "x" | "y" | "margin"> {
  return { x: atX, y: atY, margin: atX === x && atY === y ? margin : undefined };
}

/** Some samples of a scene. */
function only(
  members: readonly number[],
  rows: readonly number[],
  x: tf.Tensor,
  y: tf.Tensor,
): Pick<Scene, "x" | "y" | "rows"> {
  if (members.length === rows.length) return { rows, x, y };
  const some = (points: tf.Tensor) => points.shape[0] === 1 ? points : tf.gather(points, [...members]);
  return { rows: members.map((n) => rows[n]!), x: some(x), y: some(y) };
}

/** Evaluates something for the samples that have the same number at a time, and puts the samples back in order. */
function parted(
  numbers: Float32Array,
  rows: readonly number[],
  evaluate: (number: number, members: readonly number[]) => Value,
): Value {
  const parts = new Map<number, number[]>();
  for (const [n, number] of numbers.entries()) parts.set(number, [...parts.get(number) ?? [], n]);
  const all = [...parts], order = all.flatMap(([, members]) => members);
  const values = all.map(([number, members]) => evaluate(number, members));
  if (values.length === 1) return values[0]!;
  if (values.every((value) => value instanceof Float32Array)) {
    const joined = new Float32Array(rows.length);
    for (const [i, [, members]] of all.entries()) {
      for (const [k, n] of members.entries()) joined[n] = values[i]![k]!;
    }
    return joined;
  }
  const tensors = values.map(tensorOf);
  const [height, width] = [1, 2].map((axis) => Math.max(...tensors.map(({ shape }) => shape[axis]!)));
  const joined = tf.concat(
    tensors.map((tensor, i) => tf.broadcastTo(tensor, [all[i]![1].length, height!, width!])),
  );
  return tf.gather(joined, order.map((_, n) => order.indexOf(n)));
}

/** The mean of a body over the windows around the points. */
function mean(radius: number, body: Expr, scene: Scene): Value {
  const { margin, height, width, x, y } = scene;
  if (radius === 0) return render(body, scene);
  if (margin !== undefined) {
    const around = margin + radius;
    const value = render(body, { ...scene, ...points(height, width, around), margin: around });
    if (value instanceof Float32Array) return value;
    const shape = [value.shape[0]!, height + 2 * around, width + 2 * around];
    const planes = tf.expandDims<tf.Tensor4D>(tf.broadcastTo(value, shape), 3);
    return tf.squeeze(tf.avgPool(planes, 2 * radius + 1, 1, "valid"), [3]);
  }
  const side = 2 * radius + 1;
  const values = Array.from({ length: side ** 2 }, (_, i) => {
    const dx = i % side - radius, dy = Math.floor(i / side) - radius;
    return tensorOf(render(body, { ...scene, x: tf.add(x, dx), y: tf.add(y, dy) }));
  });
  return tf.div(values.reduce((sum, value) => tf.add(sum, value)), side ** 2);
}

function readRasters(
  index: tf.Tensor,
  x: tf.Tensor,
  y: tf.Tensor,
  { rasters, height, width }: Scene,
): tf.Tensor {
  const within = (point: tf.Tensor, side: number) => tf.mod(tf.floor(point), side).toInt();
  const line = tf.add(tf.mul(within(y, height), tf.scalar(width, "int32")), within(x, width));
  const first = tf.mul(index.toInt(), tf.scalar(height * width, "int32"));
  return tf.gather(rasters, tf.add(first, line).toInt());
}

/** Broadcasts before it selects: backends differ in what they select from. */
function where(test: tf.Tensor, yes: tf.Tensor, no: tf.Tensor): tf.Tensor {
  const shape = [0, 1, 2].map((axis) => Math.max(...[test, yes, no].map((tensor) => tensor.shape[axis]!)));
  return tf.where(tf.broadcastTo(test, shape), tf.broadcastTo(yes, shape), tf.broadcastTo(no, shape));
}
