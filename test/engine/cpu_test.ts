import { cpu, draw, lower } from "../../mod.ts";
import { planShape } from "../../src/batch.ts";
import { conformance } from "./conformance.ts";

conformance({
  name: "cpu",
  mix: (recipe, from, batch) => cpu(lower(recipe), draw(recipe, from, planShape(batch)), batch),
  tied: 0,
}, Deno.test);
