import { type Drawn, type Expr, type Field, HERE, type Key, lit, type Mask } from "../../mod.ts";
import { rankedNoise } from "../../src/engine/host/noise.ts";

/** What is around an expression: the drawn numbers, the rasters, and the size of the image. */
interface Around {
  readonly params?: readonly number[];
  readonly rasters?: readonly Float32Array[];
  readonly height?: number;
  readonly width?: number;
}

/** The value of an expression at a point in 64-bit floats: a reading of the pixel language of the tests' own. */
export function valueAt(e: Expr, x: number, y: number, around: Around = {}): number {
  const at = (inner: Expr) => valueAt(inner, x, y, around);
  switch (e.op) {
    case "lit":
      return e.value;
    case "param":
      return around.params![e.slot]!;
    case "x":
      return x;
    case "y":
      return y;
    case "abs":
    case "floor":
    case "sqrt":
    case "exp":
      return Math[e.op](at(e.a));
    case "add":
      return at(e.a) + at(e.b);
    case "sub":
      return at(e.a) - at(e.b);
    case "mul":
      return at(e.a) * at(e.b);
    case "div":
      return at(e.a) / at(e.b);
    case "min":
    case "max":
      return Math[e.op](at(e.a), at(e.b));
    case "step":
      return at(e.b) >= at(e.a) ? 1 : 0;
    case "select":
      return at(e.test) > 0 ? at(e.yes) : at(e.no);
    case "field":
      return rasterAt(around, at(e.index), at(e.at.x), at(e.at.y));
    case "choose":
      return valueAt(e.bodies[at(e.index)]!, at(e.at.x), at(e.at.y), around);
    case "blur": {
      const r = at(e.radius), side = 2 * r + 1;
      const offsets = Array.from(
        { length: side ** 2 },
        (_, i) => [i % side - r, Math.floor(i / side) - r] as const,
      );
      const sum = offsets.reduce(
        (total, [dx, dy]) => total + valueAt(e.body, at(e.at.x) + dx, at(e.at.y) + dy, around),
        0,
      );
      return sum / side ** 2;
    }
  }
}

function rasterAt({ rasters, height, width }: Around, index: number, x: number, y: number): number {
  const wrap = (value: number, side: number) => ((Math.floor(value) % side) + side) % side;
  return rasters![index]![wrap(y, height!) * width! + wrap(x, width!)]!;
}

/** A mask with its numbers drawn, as a function of a point. */
export type DrawnMask = (x: number, y: number) => number;

const AS_IT_IS = { place: 0, dx: 0, dy: 0, mirror: false };

/** Draws a mask, and gives its value at any point in 64-bit floats. Images are taken to be most salient in the middle. */
export function drawnMask(mask: Mask, from: Key, ratio: number, height: number, width: number): DrawnMask {
  const fields: Field[] = [];
  const middle = { x: Math.floor(width / 2), y: Math.floor(height / 2) };
  const number = (value: Drawn) =>
    typeof value === "number" ? value : value.kind === "peak" ? middle[value.axis] : fields.push(value) - 1;
  const numbers = mask.draw(from, ratio, { height, width, partner: AS_IT_IS }).map(number);
  const rasters = fields.map((field) => {
    switch (field.kind) {
      case "raster":
        return field.values;
      case "noise":
        return rankedNoise(field, height, width);
      case "learned":
        return new Float32Array(height * width).fill(1 - field.ratio);
    }
  });
  const body = mask.pixel(numbers.map(lit), HERE);
  return (x, y) => valueAt(body, x, y, { rasters, height, width });
}

/** The values of a drawn mask at the pixels of its image. */
export function pixelsOf(mask: DrawnMask, height: number, width: number): readonly number[] {
  return Array.from(
    { length: height * width },
    (_, i) => mask((i % width) + 0.5, Math.floor(i / width) + 0.5),
  );
}
