import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import * as fc from "fast-check";
import { shapes } from "../../../src/data/embedded/shapes.ts";

const coordinate = fc.double({ min: -2, max: 2, noNaN: true });

for (const [name, shape] of Object.entries(shapes)) {
  Deno.test(`${name} fits the unit disc and covers a fair part of it`, () => {
    let inside = 0, all = 0;
    for (let u = -1.5; u <= 1.5; u += 0.02) {
      for (let v = -1.5; v <= 1.5; v += 0.02, all++) {
        if (shape(u, v) > 0) continue;
        inside++;
        assertLess(Math.sqrt(u * u + v * v), 1.01);
      }
    }
    assertGreater(inside / all * 9, 0.5);
  });

  Deno.test(`${name} has a distance that grows no faster than the way`, () => {
    fc.assert(fc.property(coordinate, coordinate, coordinate, coordinate, (u, v, x, y) => {
      const way = Math.sqrt((u - x) ** 2 + (v - y) ** 2);
      assert(Math.abs(shape(u, v) - shape(x, y)) <= way + 1e-9);
    }));
  });
}

Deno.test("there are ten shapes", () => {
  assertEquals(Object.keys(shapes).length, 10);
});
