import { assertEquals } from "@std/assert";
import { add, cpu, defineMask, draw, key, lit, lower, mul, reference, step, sub } from "../../mod.ts";
import { planShape } from "../../src/batch.ts";
import { noiseBatch } from "../laws/batches.ts";
import { recipeOf } from "../table.ts";
import { conformance } from "./conformance.ts";

conformance({
  name: "cpu",
  mix: (recipe, from, batch) => cpu(lower(recipe), draw(recipe, from, planShape(batch)), batch),
  tied: 0,
}, Deno.test);

Deno.test("rows are copied from the row above only where nothing of them differs", () => {
  const drawn = () => ({ left: 3, top: 2, bottom: 5 });
  const masks = [
    defineMask("a triangle", { draw: drawn, pixel: ({ left }, { x, y }) => step(add(x, left), y) }),
    defineMask("two shelves", {
      draw: drawn,
      pixel({ left, top, bottom }, { x, y }) {
        const right = step(left, x);
        return add(mul(right, step(top, y)), mul(sub(lit(1), right), step(bottom, y)));
      },
    }),
  ];
  const batch = noiseBatch(key(1), [2, 9, 7, 3]);
  for (const mask of masks) {
    const program = lower(recipeOf(mask)), plan = draw(recipeOf(mask), key(2), planShape(batch));
    assertEquals(cpu(program, plan, batch), reference(program, plan, batch));
  }
});
