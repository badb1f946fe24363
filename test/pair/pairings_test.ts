import { assertAlmostEquals, assertEquals } from "@std/assert";
import { anyone, cropAndFlip, draw, fold, identityView, key, type Pairing, shuffled } from "../../mod.ts";
import { chiSquared, countsOf, drawMany, mean } from "../random/statistics.ts";
import { pairings, recipeOf } from "../table.ts";
import { flat, type Recipe } from "../../mod.ts";

/** The partners of every place in a pool. */
function partners(pairing: Pairing, seed: number, pool: number): readonly number[] {
  const batch = fold(key(seed), 0), samples = fold(key(seed), 1);
  return Array.from(
    { length: pool },
    (_, place) => pairing.partner({ sample: fold(samples, place), batch }, place, pool),
  );
}

for (const { name, build } of pairings) {
  Deno.test(`partners are places in the pool, and a pool of one leaves only itself: ${name}`, () => {
    const pairing = build();
    for (let pool = 1; pool < 9; pool++) {
      for (const partner of partners(pairing, pool, pool)) {
        assertEquals(Number.isInteger(partner) && partner >= 0 && partner < pool, true);
      }
    }
    assertEquals(partners(pairing, 0, 1), [0]);
  });
}

Deno.test("anyone() never meets itself, and everyone else equally often", () => {
  const met = drawMany(12_000, 1, (from) => anyone().partner({ sample: from, batch: from }, 2, 6));
  const counts = countsOf(met, 6);
  assertEquals(counts[2], 0);
  const others = counts.filter((_, place) => place !== 2);
  assertEquals(chiSquared(others, Array<number>(5).fill(0.2)) < 23.5, true);
});

Deno.test("anyone() meets itself with the asked probability, and no more often by chance", () => {
  for (const self of [0, 0.1, 0.5, 1]) {
    const pairing = anyone({ self });
    const met = drawMany(8000, 2, (from) => pairing.partner({ sample: from, batch: from }, 1, 3));
    const rate = met.filter((partner) => partner === 1).length / 8000;
    assertAlmostEquals(rate, self, 4 * Math.sqrt(self * (1 - self) / 8000) + 1e-12);
    const [left, right] = [0, 2].map((place) => met.filter((partner) => partner === place).length / 8000);
    assertAlmostEquals(left!, right!, 0.05);
  }
});

Deno.test("shuffled() gives everyone away once, and each place to each other equally often", () => {
  const pairing = shuffled();
  const orders = Array.from({ length: 6000 }, (_, seed) => partners(pairing, seed, 5));
  for (const order of orders) assertEquals([...order].sort(), [0, 1, 2, 3, 4]);
  for (let place = 0; place < 5; place++) {
    const counts = countsOf(orders.map((order) => order[place]!), 5);
    assertEquals(chiSquared(counts, Array<number>(5).fill(0.2)) < 23.5, true);
  }
  assertAlmostEquals(
    mean(orders.map((order) => order.filter((partner, place) => partner === place).length)),
    1,
    0.06,
  );
});

Deno.test("rolled() meets the next one, and flipped() the one as far from the other end", () => {
  const build = (name: string) => pairings.find((entry) => entry.name === name)!.build();
  assertEquals(partners(build("rolled"), 0, 5), [1, 2, 3, 4, 0]);
  assertEquals(partners(build("flipped"), 0, 5), [4, 3, 2, 1, 0]);
});

Deno.test("one pairing serves several batches and pool sizes at a time", () => {
  const recipe: Recipe = recipeOf(flat());
  const pairing = shuffled();
  assertEquals(partners(pairing, 1, 6), partners(pairing, 1, 6));
  assertEquals([...partners(pairing, 1, 4)].sort(), [0, 1, 2, 3]);
  const shape = { samples: 3, height: 2, width: 2 };
  assertEquals(draw(recipe, key(1), shape), draw(recipe, key(1), shape));
});

Deno.test("cropAndFlip() moves by whole pixels up to the padding, each way equally often, and mirrors half", () => {
  const size = { height: 4, width: 4 };
  const readings = drawMany(9000, 3, (from) => cropAndFlip({ padding: 2 }).draw(from, size));
  for (const moves of [readings.map(({ dx }) => dx), readings.map(({ dy }) => dy)]) {
    assertEquals(
      chiSquared(countsOf(moves.map((move) => move + 2), 5), Array<number>(5).fill(0.2)) < 23.5,
      true,
    );
  }
  assertAlmostEquals(readings.filter(({ mirror }) => mirror).length / 9000, 0.5, 4 * 0.5 / Math.sqrt(9000));
  const both = readings.filter(({ dx, dy, mirror }) => dx === 2 && dy === -2 && mirror).length / 9000;
  assertAlmostEquals(both, 1 / 50, 4 * Math.sqrt(1 / 50 / 9000));
  assertEquals(identityView().draw(key(1), size), { dx: 0, dy: 0, mirror: false });
  assertEquals(cropAndFlip({ padding: 0, flip: 1 }).draw(key(1), size), {
    dx: 0,
    dy: 0,
    mirror: true,
  });
});

Deno.test("cropAndFlip() shows some of an image that is no larger than the padding", () => {
  const readings = drawMany(
    500,
    4,
    (from) => cropAndFlip({ padding: 4 }).draw(from, { height: 1, width: 3 }),
  );
  assertEquals([...new Set(readings.map(({ dx }) => dx))].sort((a, b) => a - b), [-2, -1, 0, 1, 2]);
  assertEquals(readings.every(({ dy }) => dy === 0), true);
});
