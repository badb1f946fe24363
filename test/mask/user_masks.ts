import {
  abs,
  add,
  box,
  chooseOne,
  contrast,
  defineMask,
  type Expr,
  fold,
  type Key,
  lit,
  type Mask,
  max,
  mod,
  mul,
  peak,
  type Point,
  type Size,
  step,
  sub,
  uniform,
  uniformBetween,
} from "../../mod.ts";

/** A mask as a user would write it: an ellipse of the partner, which the border may clip. */
export function ellipse(): Mask {
  return defineMask("ellipse", {
    edges: true,
    draw(from, ratio, { height, width }) {
      const aspect = Math.exp(uniformBetween(fold(from, 2), -0.5, 0.5));
      const radius = Math.sqrt(ratio * height * width / Math.PI);
      return {
        cx: uniform(fold(from, 0)) * width,
        cy: uniform(fold(from, 1)) * height,
        rx: ratio === 1 ? 1e6 : radius * aspect,
        ry: ratio === 1 ? 1e6 : radius / aspect,
      };
    },
    pixel({ cx, cy, rx, ry }, { x, y }) {
      const dx = mul(sub(x, cx), ry), dy = mul(sub(y, cy), rx), edge = mul(rx, ry);
      return step(mul(edge, edge), add(mul(dx, dx), mul(dy, dy)));
    },
    pivot: ({ cx, cy }) => ({ x: cx, y: cy }),
  });
}

/** Another one: diagonal pairs of squares of the partner, if at least half is asked for; all of it, if all is. */
export function checkerboard(): Mask {
  return defineMask("checkerboard", {
    edges: true,
    draw: (_, ratio, { height, width }) => ({
      side: Math.max(1, Math.floor(Math.min(height, width) / 4)),
      light: ratio < 0.5 ? 1 : 0,
      dark: ratio < 1 ? 1 : 0,
    }),
    pixel({ side, light, dark }, { x, y }) {
      const odd = step(side, mod(add(x, mul(side, step(side, mod(y, add(side, side))))), add(side, side)));
      return add(mul(odd, dark), mul(sub(lit(1), odd), light));
    },
  });
}

/** A box that draws a value it does not use: the code of its kernel is the box's, the layout of its plan is not. */
export function wideBox(): Mask {
  const inner = box();
  return {
    ...inner,
    name: "wide box",
    params: inner.params + 1,
    draw: (...how) => [...inner.draw(...how), 0.5],
  };
}

/** Shows the partner around the most salient point of the anchor. */
const aroundPeak = {
  edges: true,
  draw: (_: Key, ratio: number, { height, width }: Size) => ({
    ...peak("anchor", contrast({ reaches: [2, 5] })),
    reach: Math.round(ratio * Math.max(height, width)),
  }),
  pixel({ x, y, reach }: Record<"x" | "y" | "reach", Expr>, at: Point) {
    const dx = abs(sub(sub(at.x, lit(0.5)), x)), dy = abs(sub(sub(at.y, lit(0.5)), y));
    return step(reach, max(dx, dy));
  },
};

/** One more: a square of the partner that grows from where the anchor is most salient. */
export function spotlight(): Mask {
  return defineMask("spotlight", { ...aroundPeak, pivot: ({ x, y }) => ({ x, y }) });
}

/** The same, with the partner upside down: it moves the partner, and waits for a point in the anchor. */
export function upsideDown(): Mask {
  return defineMask("upside down", {
    ...aroundPeak,
    place: (_, { height }) => ({ xx: 1, xy: 0, x0: 0, yx: 0, yy: -1, y0: height, interpolation: "nearest" }),
  });
}

/** And one whose kind depends on where the partner is most salient: left, a share of all; right, a stripe. */
export function sided(): Mask {
  return defineMask("sided", {
    draw: (_, ratio, { width }) => ({
      x: peak("partner", contrast()).x,
      half: Math.floor(width / 2),
      share: 1 - ratio,
      edge: ratio === 0 ? -1e6 : ratio === 1 ? 1e6 : ratio * width,
    }),
    pixel: ({ x, half, share, edge }, at) =>
      chooseOne(step(half, x), at, [() => share, (point) => step(edge, point.x)]),
  });
}
