import { assertEquals, assertThrows } from "@std/assert";
import * as m from "../mod.ts";
import { recipeOf } from "./table.ts";

/** What each bad call must say. */
const refused: readonly (readonly [call: () => unknown, message: string])[] = [
  ...[0, -1, NaN, Infinity].flatMap((alpha) =>
    [
      [() => m.beta({ alpha }), `Cannot build beta(): alpha must be > 0, current value is ${alpha}`],
      [
        () => m.dirichlet({ alpha }),
        `Cannot build dirichlet(): alpha must be > 0, current value is ${alpha}`,
      ],
      [() => m.mixup({ alpha }), `Cannot build beta(): alpha must be > 0, current value is ${alpha}`],
      [() => m.miamix({ alpha }), `Cannot build dirichlet(): alpha must be > 0, current value is ${alpha}`],
    ] as const
  ),
  ...[0, -2, 1.5, NaN].map((layers) =>
    [
      () => m.dirichlet({ layers }),
      `Cannot build dirichlet(): layers must be an integer >= 1, or a list of them, current value is ${layers}`,
    ] as const
  ),
  [
    () => m.dirichlet({ layers: [] }),
    "Cannot build dirichlet(): layers must be an integer >= 1, or a list of them",
  ],
  [() => m.dirichlet({ layers: [1, 0] }), "Cannot build dirichlet(): layers must be an integer >= 1"],
  ...[1.5, -0.1, NaN].flatMap((value) =>
    [
      [() => m.fixed(value), `Cannot build fixed(): ratio must be in [0, 1], current value is ${value}`],
      [
        () => m.anyone({ self: value }),
        `Cannot build anyone(): self must be in [0, 1], current value is ${value}`,
      ],
      [
        () => m.sometimes(value, m.rotate()),
        `Cannot build sometimes(): probability must be in [0, 1], current value is ${value}`,
      ],
      [
        () => m.withProbability(value, m.mixup()),
        `Cannot build withProbability(): probability must be in [0, 1], current value is ${value}`,
      ],
      [
        () => m.cropAndFlip({ flip: value }),
        `Cannot build cropAndFlip(): flip must be in [0, 1], current value is ${value}`,
      ],
      [
        () => m.mix({ smoothing: value }),
        `Cannot build mix(): smoothing must be in [0, 1], current value is ${value}`,
      ],
      [
        () => m.fourier({ soft: value }),
        `Cannot build fourier(): soft must be in [0, 0.5], current value is ${value}`,
      ],
      [
        () => m.gaussian({ covariance: "random", maxCorrelation: value }),
        `Cannot build gaussian(): maxCorrelation must be in [0, 1), current value is ${value}`,
      ],
      [
        () => m.miamix({ self: value }),
        `Cannot build anyone(): self must be in [0, 1], current value is ${value}`,
      ],
      [() => m.miamix({ bend: value }), `probability must be in [0, 1], current value is ${value}`],
    ] as const
  ),
  [
    () => m.gaussian({ maxCorrelation: 1 }),
    "Cannot build gaussian(): maxCorrelation must be in [0, 1), current value is 1",
  ],
  ...[0, -3, NaN].map((decay) =>
    [
      () => m.fourier({ decay }),
      `Cannot build fourier(): decay must be > 0, current value is ${decay}`,
    ] as const
  ),
  [
    () => m.cropAndFlip({ padding: 0.5 }),
    "Cannot build cropAndFlip(): padding must be an integer >= 0, current value is 0.5",
  ],
  [
    () => m.cropAndFlip({ padding: -1 }),
    "Cannot build cropAndFlip(): padding must be an integer >= 0, current value is -1",
  ],
  ...[[2], [1], [], [3, 4], [2.5], [NaN]].map((windows) =>
    [() => m.smooth({ windows }), "Cannot build smooth(): windows must be odd numbers >= 3"] as const
  ),
  [
    () => m.rotate({ degrees: -5 }),
    "Cannot build rotate(): degrees must be a number >= 0 or a pair [low, high], current value is -5",
  ],
  [
    () => m.rotate({ degrees: [9, 3] }),
    "Cannot build rotate(): degrees must be a number >= 0 or a pair [low, high], current value is [9,3]",
  ],
  [() => m.rotate({ degrees: NaN }), "Cannot build rotate(): degrees"],
  [
    () => m.shear({ amount: Infinity }),
    "Cannot build shear(): amount must be a number >= 0 or a pair [low, high], current value is Infinity",
  ],
  [() => m.choose(), "Cannot build choose(): there must be at least one option, current value is 0"],
  [
    () => m.choose([0, m.flat()], [0, m.box()]),
    "Cannot build choose(): a weight must be > 0, current value is [0,0]",
  ],
  [
    () => m.choose([-1, m.flat()]),
    "Cannot build choose(): a weight must be a finite number >= 0, current value is -1",
  ],
  [
    () => m.choose([NaN, m.flat()]),
    "Cannot build choose(): a weight must be a finite number >= 0, current value is NaN",
  ],
  [
    () => m.choose([1, m.perBatch(m.box())]),
    "Cannot build choose(): an option must not be drawn per batch; wrap the choice",
  ],
  [
    () => m.chooseRecipe(),
    "Cannot build chooseRecipe(): there must be at least one option, current value is 0",
  ],
  [() => m.chooseRecipe([0, m.mixup()]), "Cannot build chooseRecipe(): a weight must be > 0"],
  [() => m.randommix({ weights: [0, 0, 0, 0] }), "a weight must be > 0, current value is [0,0,0,0]"],
  [
    () => m.miamix({ weights: [0, 0, 0, 0, 0] }),
    "Cannot build choose(): a weight must be > 0, current value is [0,0,0,0,0]",
  ],
  [
    () => m.miamix({ layers: 0 }),
    "Cannot build dirichlet(): layers must be an integer >= 1, or a list of them, current value is 0",
  ],
  [
    () => m.sometimes(0.5, () => m.flat())(m.box()),
    "Cannot build sometimes(): the change must wrap the mask, as those of defineChange() do",
  ],
  [
    () => m.box({ placement: "middle" as "clip" }),
    'Cannot build box(): placement must be "clip" or "inside", current value is middle',
  ],
  [
    () => m.box({ sides: "odd" as "even" }),
    'Cannot build box(): sides must be "round" or "even", current value is odd',
  ],
  [
    () => m.grid({ variant: "stripes" as "holes" }),
    'Cannot build grid(): variant must be "holes" or "cells", current value is stripes',
  ],
  [() => m.gaussian({ width: "wide" as "literal" }), "Cannot build gaussian(): width must be"],
  [() => m.gaussian({ covariance: "any" as "random" }), "Cannot build gaussian(): covariance must be"],
  [
    () => m.mix({ labels: "new" as "orig" }),
    'Cannot build mix(): labels must be "merged" or "orig", current value is new',
  ],
  [
    () => m.defineMask("empty", { draw: () => ({}), pixel: () => m.lit(1) }),
    "Cannot define mask empty: draw() must give at least one value",
  ],
  [
    () => m.defineMask("bad", { draw: () => ({ a: 0 / 0 }), pixel: ({ a }) => a }),
    "Cannot define mask bad: a from draw() must be a finite number, a field or a coordinate, current value is NaN",
  ],
];

Deno.test("bad arguments are refused where they are given: the action, the rule, and the value", () => {
  for (const [call, message] of refused) {
    const { message: said } = assertThrows(call, RangeError, message);
    assertEquals(/^Cannot .+: .+, current value is .+$/.test(said), true, said);
  }
});

const recipe = recipeOf(m.flat());
const plan = (shape: Partial<m.Shape>) =>
  m.draw(recipe, m.key(1), { samples: 2, height: 3, width: 3, ...shape });

Deno.test("an impossible shape of a plan is refused", () => {
  for (
    const [shape, message] of [
      [{ samples: -1 }, "Cannot draw a plan: samples must be an integer >= 0, current value is -1"],
      [{ samples: 1.5 }, "Cannot draw a plan: samples must be an integer >= 0, current value is 1.5"],
      [{ height: 0 }, "Cannot draw a plan: height and width must be integers >= 1, current value is [0,3]"],
      [
        { width: 2.5 },
        "Cannot draw a plan: height and width must be integers >= 1, current value is [3,2.5]",
      ],
      [{ pool: 0 }, "Cannot draw a plan: pool must be an integer >= 1, current value is 0"],
      [{ ids: [1] }, "Cannot draw a plan: there must be 2 ids, current value is 1"],
      [{ ids: [0, -4] }, "Cannot draw a plan: an id must be an integer >= 0, current value is -4"],
    ] as const
  ) {
    assertThrows(() => plan(shape), RangeError, message);
  }
});

Deno.test("a rule that draws no number is refused, and the recipe it is in is shown", () => {
  const broken = m.defineMask("broken", {
    draw: (_, ratio, { width }) => ({ side: width === 5 ? 0 / 0 : ratio }),
    pixel: ({ side }) => side,
  });
  const recipe = recipeOf(broken);
  const { message } = assertThrows(
    () => m.draw(recipe, m.key(1), { samples: 2, height: 3, width: 5 }),
    RangeError,
    "Cannot draw a plan: what a recipe draws must be finite, in\n",
  );
  assertEquals(message.includes(m.describe(recipe)), true);
  assertEquals(message.endsWith("current value is NaN"), true);
});
