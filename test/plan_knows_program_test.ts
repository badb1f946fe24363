import { assertEquals, assertNotEquals, assertRejects, assertThrows } from "@std/assert";
import * as m from "../mod.ts";
import { noiseBatch } from "./laws/batches.ts";
import { recipeOf, recipes } from "./table.ts";

function fingerprint(recipe: m.Recipe): string {
  return m.lower(recipe)[0]!.fingerprint;
}

/** A mask of one number, under a name that others have, too. */
function half(pixel: (share: m.Expr, at: m.Point) => m.Expr): m.Recipe {
  return recipeOf(
    m.defineMask("half", { draw: () => ({ share: 0.5 }), pixel: ({ share }, at) => pixel(share, at) }),
  );
}

Deno.test("recipes that are built alike have one fingerprint, and recipes that differ have others", () => {
  const before = recipes.map(({ build }) => fingerprint(build()));
  assertEquals(recipes.map(({ build }) => fingerprint(build())), before);
  assertEquals(new Set(before).size, new Set(recipes.map(({ build }) => m.describe(build()))).size);
  assertEquals(before.every((one) => /^[0-9a-f]{16}$/.test(one)), true);
});

Deno.test("a fingerprint follows names, options, counts and every pixel", () => {
  const { mul, lit, add, step, sub, select, blur, chooseOne } = m;
  const different = [
    m.mixup(),
    m.mixup({ alpha: 0.4 }),
    m.cutmix(),
    m.cutmix({ placement: "inside" }),
    m.resizemix(),
    m.withPairing(m.rolled())(m.cutmix()),
    m.miamix({ layers: 1 }),
    m.miamix({ layers: 2 }),
    m.chooseRecipe([1, m.mixup()], [1, m.cutmix()]),
    m.chooseRecipe([2, m.mixup()], [1, m.cutmix()]),
    half((share) => share),
    half((share) => sub(lit(1), share)),
    half((share) => mul(share, lit(0.5))),
    half((share) => mul(share, lit(0.25))),
    half((share) => mul(lit(0.25), share)),
    half((share, { x }) => mul(share, step(lit(4), x))),
    half((share, { y }) => mul(share, step(lit(4), y))),
    half((share, { y }) => mul(share, step(y, lit(4)))),
    half((share, { x }) => select(sub(x, lit(4)), share, lit(1))),
    half((share, { x }) => select(sub(x, lit(4)), lit(1), share)),
    half((share, { x }) => select(sub(x, lit(4)), lit(1), mul(share, share))),
    half((share, at) => blur(lit(1), at, ({ x }) => mul(share, step(lit(4), x)))),
    half((share, at) => blur(lit(2), at, ({ x }) => mul(share, step(lit(4), x)))),
    half((share, at) => chooseOne(lit(0), at, [() => share, () => lit(1)])),
    half((share, at) => chooseOne(lit(0), at, [() => lit(1), () => share])),
    half((share, at) => chooseOne(lit(0), add(at.x, lit(0)) && at, [() => share])),
  ];
  assertEquals(new Set(different.map(fingerprint)).size, different.length);
});

Deno.test("a fingerprint is the same in another process", async () => {
  const built = "Object.values(m.methods).map(({ build }) => m.lower(build())[0].fingerprint).join()";
  const module = new URL("../mod.ts", import.meta.url).href;
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", `import * as m from ${JSON.stringify(module)}; console.log(${built})`],
  }).output();
  const expected = Object.values(m.methods).map(({ build }) => fingerprint(build())).join();
  assertEquals(new TextDecoder().decode(stdout).trim(), expected, new TextDecoder().decode(stderr));
});

const shape = [4, 8, 8, 3] as const, size = { samples: 4, height: 8, width: 8 };
const batch = noiseBatch(m.key(1), shape), from = m.key(2);

/** Recipes whose plans hold as many numbers. */
const alike: readonly (readonly [m.Recipe, m.Recipe])[] = [
  [m.cutmix(), m.resizemix()],
  [m.resizemix(), m.cutmix()],
  [half((share) => share), half((share) => m.sub(m.lit(1), share))],
  [m.mixup(), m.mixup({ alpha: 0.4 })],
];

for (const [name, engine] of [["cpu", m.cpu], ["reference", m.reference]] as const) {
  Deno.test(`a plan of another recipe that draws as many numbers is refused by the ${name} engine`, () => {
    for (const [recipe, other] of alike) {
      const plan = m.draw(other, from, size), program = m.lower(recipe);
      assertEquals(plan.passes[0]!.params.length, 4 * program[0]!.params);
      const { message } = assertThrows(() => engine(program, plan, batch), RangeError);
      assertEquals(
        message,
        "Cannot mix a batch: the plan must be drawn from the recipe of the program, with the fingerprint " +
          `${fingerprint(recipe)}, current value is a plan of ${fingerprint(other)}`,
      );
    }
    assertThrows(() => engine(m.lower(m.automix()), m.draw(m.fmix(), from, size), batch), RangeError);
  });
}

Deno.test("a plan of another recipe is refused by a pool of workers, whose own plans are taken", async () => {
  using pool = m.cpuPool({ workers: 2 });
  const plan = m.draw(m.cutmix(), from, size);
  await assertRejects(
    () => pool.mix(m.lower(m.resizemix()), plan, batch),
    RangeError,
    "the plan must be drawn from",
  );
  assertEquals(await pool.mix(m.lower(m.cutmix()), plan, batch), m.cpu(m.lower(m.cutmix()), plan, batch));
});

Deno.test("a plan that was kept is taken by the program of a recipe that is built alike", () => {
  const plan = m.draw(m.miamix(), from, size), mixed = m.cpu(m.lower(m.miamix()), plan, batch);
  assertEquals(m.cpu(m.lower(m.miamix()), structuredClone(plan), batch), mixed);
  assertNotEquals(m.cpu(m.lower(m.miamix()), m.draw(m.miamix(), m.key(3), size), batch).images, mixed.images);
});

Deno.test("a plan whose arrays were lost in a log is refused", () => {
  const plan = m.draw(m.cutmix(), from, size);
  const logged = JSON.parse(JSON.stringify(plan)) as m.Plan;
  assertThrows(
    () => m.cpu(m.lower(m.cutmix()), logged, batch),
    RangeError,
    'Cannot mix a batch: partner of the plan must be 4 in a Uint32Array, current value is {"0":',
  );
  const short = { ...plan, passes: [{ ...plan.passes[0]!, views: new Int32Array(23) }] };
  assertThrows(
    () => m.cpu(m.lower(m.cutmix()), short, batch),
    RangeError,
    "Cannot mix a batch: views of the plan must be 24 in a Int32Array, current value is 23",
  );
});

Deno.test("a plan of other samples, another height or width, or with partners that are not there, is refused", () => {
  const program = m.lower(m.resizemix()), plan = m.draw(m.resizemix(), from, size);
  for (const side of ["samples", "height", "width"] as const) {
    const other = { ...plan, [side]: plan[side] + 1 };
    assertThrows(() => m.cpu(program, other, batch), RangeError, "the plan must be drawn for");
  }
  const pass = plan.passes[0]!;
  const beyond = { ...plan, passes: [{ ...pass, partner: Uint32Array.of(0, 1, 2, 4) }] };
  assertThrows(() => m.cpu(program, beyond, batch), RangeError, "a partner must be one of 4 images");
  const short = { ...plan, passes: [{ ...pass, placements: new Float32Array(4) }] };
  assertThrows(() => m.cpu(program, short, batch), RangeError, "placements of the plan must be 28");
  assertThrows(() => m.cpu([], plan, batch), RangeError, "program must be what lower() gives");
});
