import { assertEquals } from "@std/assert";
import { compare, median, type Turn } from "../../bench/measure.ts";

/** A clock that work moves, and who moved it by how many calls. */
function fakeTime() {
  let now = 0;
  const turns: (readonly [name: string, calls: number])[] = [];
  const work = (name: string, cost: (before: number) => number): Turn => (calls) => {
    now += calls * cost(now);
    turns.push([name, calls]);
    return Promise.resolve();
  };
  return { clock: () => now, turns, work };
}

const pace = { rounds: 5, leastRounds: 3, turnMs: 80, limitMs: 10_000 };

Deno.test("two pieces of work take turns of about the same length, after a warm-up", async () => {
  const { clock, turns, work } = fakeTime();
  const compared = await compare(work("a", () => 20), work("b", () => 5), clock, pace);
  assertEquals(compared, { medianMs: 20, ratio: 4, rounds: 5 });
  assertEquals(turns.slice(0, 3), [["a", 1], ["a", 1], ["a", 2]]);
  assertEquals(turns.slice(3, 8), [["b", 1], ["b", 1], ["b", 2], ["b", 4], ["b", 8]]);
  const round = [["a", 4], ["b", 16]] as const;
  assertEquals(turns.slice(8), Array.from({ length: 5 }, () => round).flat());
});

Deno.test("a machine that gets slower leaves the ratio as it is", async () => {
  const { clock, work } = fakeTime();
  const slower = (before: number) => before < 500 ? 1 : 2;
  const { ratio } = await compare(
    work("a", (now) => 30 * slower(now)),
    work("b", (now) => 10 * slower(now)),
    clock,
    pace,
  );
  assertEquals(ratio, 3);
});

Deno.test("what takes long is measured in the fewest rounds, of one call each", async () => {
  const { clock, turns, work } = fakeTime();
  const compared = await compare(work("a", () => 8000), work("b", () => 80), clock, pace);
  assertEquals(compared, { medianMs: 8000, ratio: 100, rounds: 3 });
  assertEquals(turns.slice(-2), [["a", 1], ["b", 1]]);
});

Deno.test("a median is the middle, or between the two in the middle", () => {
  assertEquals(median([9, 1, 2]), 2);
  assertEquals(median([9, 1, 2, 4]), 3);
});
