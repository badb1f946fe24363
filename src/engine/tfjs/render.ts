import * as tf from "@tensorflow/tfjs";
import { type Algebra, binary, type Expr, interpret, unary } from "../../expr/mod.ts";
import { demandShare } from "../host/demand_share.ts";
import { type Pass, type Plane, type Residual, skeletonOf, specialize } from "../../program/mod.ts";

/**
 * A value of some samples: a 32-bit float for each of them, computed on the host, or a tensor that broadcasts to
 * `[samples, height, width]`.
 */
type Value = Float32Array | tf.Tensor;

/** The samples that an expression is evaluated for, and where. */
interface Scene {
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
  readonly margin: number | undefined;
}

/** Evaluates the mask of a pass at all pixels of some samples, `[samples, height, width]`. */
export function renderMask(
  pass: Pass,
  given: Pick<Scene, "params" | "rasters" | "height" | "width">,
  samples: number,
): tf.Tensor3D {
  const rows = Array.from({ length: samples }, (_, n) => n), { height, width } = given;
  const scene = { ...given, stride: pass.params, rows, ...points(height, width, 0), margin: 0 };
  const shares = render(pass.mask, scene);
  if (shares instanceof Float32Array) { for (const share of shares) demandShare("mix a batch", pass, share); }
  return tf.broadcastTo(tensorOf(shares), [samples, height, width]);
}

function points(height: number, width: number, margin: number) {
  return {
    x: tf.range(0.5 - margin, width + margin, 1).reshape([1, 1, -1]),
    y: tf.range(0.5 - margin, height + margin, 1).reshape([1, -1, 1]),
  };
}

/** A value as a tensor. */
function tensorOf(value: Value): tf.Tensor {
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
 * The value of an expression in a scene. What is left of it for some samples is evaluated for these only, and what is the
 * same at every point on the host.
 */
function render(e: Expr, scene: Scene): Value {
  const { params, stride, rows, x, y } = scene;
  const lefts = rows.map((row) => specialize(e, params.subarray(row * stride, (row + 1) * stride)));
  const groups: number[][] = [];
  for (const [n, left] of lefts.entries()) {
    const group = groups.find(([first]) => isSame(lefts[first!]!, left));
    if (group === undefined) groups.push([n]);
    else group.push(n);
  }
  const some = (points: tf.Tensor, members: number[]) =>
    points.shape[0] === 1 ? points : tf.gather(points, members);
  const values = groups.map((members): Value => {
    const left = lefts[members[0]!]!;
    if (left.kind === "number") {
      return Float32Array.from(members, (n) => (lefts[n] as typeof left).value);
    }
    if (members.length === rows.length) return renderPlane(left, scene);
    const own = { rows: members.map((n) => rows[n]!), x: some(x, members), y: some(y, members) };
    return renderPlane(left, { ...scene, ...own });
  });
  return joined(values, groups);
}

/** Tells if the same is left of an expression for two samples, but for their numbers. */
function isSame(a: Residual, b: Residual): boolean {
  if (a.kind === "number" || b.kind === "number") return a.kind === b.kind;
  return a.kind === "window" && b.kind === "window"
    ? a.radius === b.radius && isSame(a.of, b.of)
    : a.body === b.body;
}

function renderPlane(left: Plane, scene: Scene): Value {
  return left.kind === "window"
    ? meanAround(left.radius, (there) => renderPlane(left.of, there), scene)
    : renderPixels(left.body, scene);
}

/** Evaluates an expression at the points of a scene, once its parts are made. */
function renderPixels(body: Expr, scene: Scene): Value {
  const { params, stride, rows, x: hereX, y: hereY } = scene;
  const { rest, first, parts } = skeletonOf(body, stride);
  const inputs = parts.map((part) => render(part, scene));
  const each = (value: (n: number) => number) => Float32Array.from(rows, (_, n) => value(n));
  const moved = (x: Value, y: Value): Scene => ({
    ...scene,
    x: tensorOf(x),
    y: tensorOf(y),
    margin: undefined,
  });
  const algebra: Algebra<Value> = {
    lit: (value) => each(() => value),
    param: (slot) =>
      slot < first ? Float32Array.from(rows, (row) => params[row * stride + slot]!) : inputs[slot - first]!,
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
    choose: (index, x, y, bodies) =>
      selected(index, bodies.map((body, i) => [i, render(body, moved(x, y))] as const)),
    blur(radius, x, y, body) {
      if (!(radius instanceof Float32Array)) {
        throw new RangeError("Cannot mix by tfjs ops: the radius of a blur must be the same at all points");
      }
      const mean = (r: number) => meanAround(r, (there) => render(body, there), moved(x, y));
      return selected(radius, [...new Set(radius)].map((r) => [r, mean(r)] as const));
    },
  };
  return interpret(algebra, rest);
}

/** Of values with numbers, those whose number is wanted. */
function selected(wanted: Value, values: readonly (readonly [number: number, value: Value])[]): Value {
  const [[, first], ...others] = values as [readonly [number, Value], ...typeof values];
  return others.reduce<Value>(
    (chosen, [number, value]) => where(tf.equal(tensorOf(wanted), number), tensorOf(value), tensorOf(chosen)),
    first,
  );
}

/** Values of some samples each as one, in the order of the samples. */
function joined(values: readonly Value[], members: readonly (readonly number[])[]): Value {
  if (values.length === 1) return values[0]!;
  const order = members.flat();
  if (values.every((value) => value instanceof Float32Array)) {
    const all = new Float32Array(order.length);
    for (const [i, value] of values.entries()) for (const [k, n] of members[i]!.entries()) all[n] = value[k]!;
    return all;
  }
  const tensors = values.map(tensorOf);
  const [height, width] = [1, 2].map((axis) => Math.max(...tensors.map(({ shape }) => shape[axis]!)));
  const all = tf.concat(
    tensors.map((tensor, i) => tf.broadcastTo(tensor, [members[i]!.length, height!, width!])),
  );
  return tf.gather(all, order.map((_, n) => order.indexOf(n)));
}

/** The mean of something over the windows around the points. */
function meanAround(radius: number, inner: (there: Scene) => Value, scene: Scene): Value {
  const { margin, height, width, x, y } = scene;
  if (radius === 0) return inner(scene);
  if (margin !== undefined) {
    const around = margin + radius;
    const value = inner({ ...scene, ...points(height, width, around), margin: around });
    if (value instanceof Float32Array) return value;
    const shape = [value.shape[0]!, height + 2 * around, width + 2 * around];
    const planes = tf.expandDims<tf.Tensor4D>(tf.broadcastTo(value, shape), 3);
    return tf.squeeze(tf.avgPool(planes, 2 * radius + 1, 1, "valid"), [3]);
  }
  const side = 2 * radius + 1;
  const values = Array.from({ length: side ** 2 }, (_, i) => {
    const dx = i % side - radius, dy = Math.floor(i / side) - radius;
    return tensorOf(inner({ ...scene, x: tf.add(x, dx), y: tf.add(y, dy) }));
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
