// Golden: test/laws/turned_picture.py, Pillow 9.4 and NumPy 1.24, nearest pixel, about the picture's centre.
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import * as m from "../../mod.ts";
import { drawMany } from "../random/statistics.ts";
import { drawnMask } from "./evaluate.ts";
import golden from "./turned_picture.json" with { type: "json" };

const { picture, clockwise, sheared } = golden;
const height = picture.length, width = picture[0]!.length;

/** A mask that is 1 where the picture is marked, turned about its centre. */
const marked = m.defineMask("marked", {
  draw: (_, __, { height, width }) => {
    const values = new Float32Array(height * width);
    if (height === picture.length) {
      for (const [i, mark] of [...picture.join("")].entries()) values[i] = mark === "#" ? 1 : 0;
    }
    return { raster: { kind: "raster", values } as const };
  },
  pixel: ({ raster }, at) => m.field(raster, at),
});

/** The picture that a change of the mask makes. */
function shown(change: m.MaskChange): readonly string[] {
  const mask = drawnMask(change(marked), m.key(1), 0.5, height, width);
  return Array.from(
    { length: height },
    (_, y) => Array.from({ length: width }, (_, x) => mask(x + 0.5, y + 0.5) === 1 ? "#" : ".").join(""),
  );
}

/** Demands that pictures are the same, but for a pixel or two that rounding may put on either side of an edge. */
function assertAlike(actual: readonly string[], expected: readonly string[]): void {
  const marks = [...expected.join("")],
    off = [...actual.join("")].filter((mark, i) => mark !== marks[i]).length;
  assert(off <= 1, `${off} pixels are off:\n${actual.join("\n")}\nexpected:\n${expected.join("\n")}`);
}

Deno.test("a positive angle turns a mask clockwise, a negative one back, as Pillow does", () => {
  for (const [angle, expected] of Object.entries(clockwise)) {
    assertAlike(shown(m.rotate({ degrees: [Number(angle), Number(angle)] })), expected);
  }
});

Deno.test("a positive shear asks the mask further right in lower rows, and lower in columns further right, as Pillow", () => {
  for (const [sign, expected] of Object.entries(sheared)) {
    const amount = 0.3 * Number(sign);
    assertAlike(shown(m.shear({ amount: [amount, amount] })), expected);
  }
});

Deno.test("what turns and shears keeps the middle of a box, and the middle of the image of a lattice and of noise", () => {
  for (
    const [mask, middle] of [
      [
        m.box({ placement: "inside" }),
        ([left, right, top, bottom]: readonly number[]) => [(left! + right!) / 2, (top! + bottom!) / 2],
      ],
      [m.gaussian({ width: "unclipped" }), ([cx, cy]: readonly number[]) => [cx!, cy!]],
      [m.grid(), () => [20, 15]],
      [m.fourier(), () => [20, 15]],
    ] as const
  ) {
    for (const change of [m.rotate(), m.shear()]) {
      for (
        const drawn of drawMany(20, 3, (from) => change(mask).draw(from, 0.3, { height: 30, width: 40 }))
      ) {
        const [, , px, py, ...own] = drawn as number[];
        assertEquals([px, py], [...middle(own)]);
      }
    }
  }
});

Deno.test("AugMix turns an image about its centre and changes no lengths; its shears keep the first row or column", () => {
  const size = { height: 31, width: 46 };
  const steps = drawMany(900, 2, (from) => m.augmixChains({ width: 1, depth: 1 }).draw(from, size))
    .flatMap(({ chains }) => chains[0]!.steps)
    .filter((step) => step.op === "affine");
  let turns = 0, shears = 0;
  for (const { xx, xy, x0, yx, yy, y0 } of steps) {
    if (xx !== 1) {
      turns++;
      assertAlmostEquals(xx * 23 + xy * 15.5 + x0, 23, 1e-9);
      assertAlmostEquals(yx * 23 + yy * 15.5 + y0, 15.5, 1e-9);
      assertAlmostEquals(xx * yy - xy * yx, 1, 1e-9);
      assertEquals([yy, yx], [xx, -xy]);
    } else if (xy !== 0 || yx !== 0) {
      shears++;
      assertEquals([x0, y0, yy], [0, 0, 1]);
    }
  }
  assert(turns > 50 && shears > 100, `${turns} turns, ${shears} shears`);
});
