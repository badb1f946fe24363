import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { pipe } from "fp-ts/function";
import * as m from "../../mod.ts";
import { mixed } from "../laws/batches.ts";
import { mean } from "../random/statistics.ts";
import { recipeOf } from "../table.ts";

const sides = [5, 12] as const;

/** Sides, and which of their columns `torch.nn.functional.interpolate(mode="nearest")` shows: `torch_nearest.py`. */
const golden = Deno.readTextFileSync(new URL("../golden/torch_nearest.csv", import.meta.url)).trim().split(
  "\n",
)
  .map((line) => line.split(",").map(Number));

/** One anchor of -1 and one partner, whose pixels a function gives, mixed by a thumbnail of half of each side. */
function shown(options: m.ThumbnailOptions, seed: number, pixel: (x: number, y: number) => number) {
  const [height, width] = sides;
  const images = Float32Array.from(
    { length: height * width },
    (_, i) => pixel(i % width, Math.floor(i / width)),
  );
  const recipe = recipeOf(m.thumbnail(options), m.fixed(0.25));
  const batch: m.Batch = {
    images: new Float32Array(height * width).fill(-1),
    shape: [1, height, width, 1],
    labels: Int32Array.of(0),
    classes: 2,
    pool: { images, labels: Int32Array.of(1) },
  };
  const { images: mix, masks } = mixed(recipe, m.key(seed), batch);
  const inBox = Array.from(masks.keys()).filter((i) => masks[i] === 0);
  const columns = [...new Set(inBox.map((i) => i % width))];
  const rows = [...new Set(inBox.map((i) => Math.floor(i / width)))];
  return { mix, masks, columns, rows };
}

Deno.test("a thumbnail shows the pixel of the partner at the top left corner of its own, whatever the border leaves", () => {
  const [height, width] = sides;
  for (let seed = 0; seed < 40; seed++) {
    const { mix, masks, columns, rows } = shown({}, seed, (x, y) => 100 * y + x);
    for (const [i, share] of masks.entries()) if (share === 1) assertEquals(mix[i], -1);
    for (const [row, y] of rows.entries()) {
      for (const [column, x] of columns.entries()) {
        const from = [row * height / rows.length, column * width / columns.length];
        assertEquals(mix[y * width + x], 100 * Math.floor(from[0]!) + Math.floor(from[1]!));
      }
    }
  }
});

Deno.test("a thumbnail shows the columns that PyTorch's nearest shows, at every width", () => {
  for (const [side, ...columns] of golden) {
    const size = { height: 1, width: side! }, left = side! - columns.length;
    const { xx, x0 } = m.thumbnail().place!([left, side!, 0, 1], size)!;
    const point = (i: number) =>
      Math.fround(Math.fround(Math.fround(xx) * (left + i + 0.5)) + Math.fround(x0));
    assertEquals(
      columns.map((_, i) => Math.floor(point(i))),
      columns,
      `${side} columns to ${columns.length}`,
    );
  }
  assertEquals(golden.find(([side, ...columns]) => side === 8 && columns.length === 2), [8, 0, 4]);
});

Deno.test("a bilinear thumbnail of a slope is a slope", () => {
  const [height, width] = sides;
  for (let seed = 0; seed < 40; seed++) {
    const { mix, columns, rows } = shown({ interpolation: "linear" }, seed, (x, y) => x + 2 * y);
    for (const [row, y] of rows.entries()) {
      for (const [column, x] of columns.entries()) {
        const across = (column + 0.5) * width / columns.length - 0.5;
        const down = (row + 0.5) * height / rows.length - 0.5;
        assertAlmostEquals(mix[y * width + x]!, across + 2 * down, 1e-4);
      }
    }
  }
});

Deno.test("ResizeMix gives the partner a box whose side is uniform in the published range", () => {
  const law = m.uniformSide();
  const scales = Float64Array.from({ length: 4000 }, (_, i) => Math.sqrt(law.draw(m.fold(m.key(1), i))[0]!));
  assertEquals(scales.every((scale) => scale >= 0.1 && scale < 0.8), true);
  assertAlmostEquals(mean(scales), 0.45, 4 * 0.7 / Math.sqrt(12 * 4000));
});

Deno.test("a mask that moves the partner must be the only layer", () => {
  const rated = pipe(m.pair(m.anyone()), m.sampleRatios(m.dirichlet()));
  for (
    const mask of [m.thumbnail(), m.rotate()(m.thumbnail()), m.choose([1, m.flat()], [1, m.thumbnail()])]
  ) {
    assertThrows(
      () => m.merge(m.product())(m.mask(mask)(rated)),
      RangeError,
      "a mask that moves the partner must be the only layer, current value is 2 layers",
    );
  }
});

Deno.test("a thumbnail and a scale that cannot be are refused", () => {
  assertThrows(
    () => m.thumbnail({ interpolation: "cubic" as "linear" }),
    RangeError,
    'Cannot build thumbnail(): interpolation must be "nearest" or "linear", current value is cubic',
  );
  for (const scale of [[-0.1, 0.5], [0.6, 0.5], [0.5, 1.1]] as const) {
    assertThrows(() => m.resizemix({ scale }), RangeError, "Cannot build uniformSide(): scale must be");
  }
});
