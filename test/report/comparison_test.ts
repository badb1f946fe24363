import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import fc from "fast-check";
import { comparison, flatten, type RecordedRun } from "../../src/report/mod.ts";
import { groupRuns } from "../../src/report/group_runs.ts";
import { percent } from "../../src/report/html/percent.ts";
import { rate } from "../../src/report/html/rate.ts";
import { deviation, mean } from "../../src/report/statistics.ts";
import { someMetrics } from "./some_run.ts";

function run(seed: number, more: Readonly<Record<string, unknown>> = {}, epochs = 3): RecordedRun {
  const config = flatten({
    data: { name: "embedded" },
    mixing: { method: "miamix" },
    model: { name: "small" },
    optimizer: { lr: 0.1 },
    seed,
    out: `runs/${seed}`,
    ...more,
  });
  return {
    path: `runs/${seed}`,
    record: { config },
    config,
    outline: undefined,
    metrics: someMetrics(epochs, seed),
    batches: [],
  };
}

Deno.test("runs that differ in seed, folder and how they were told are one experiment", () => {
  const groups = groupRuns([
    run(1),
    run(2, { log: { quiet: true } }),
    run(3, { optimizer: { lr: 0.2 } }),
    run(4),
  ]);
  assertEquals(groups.map(({ name }) => name), ["lr 0.1", "lr 0.2"]);
  assertEquals(groups.map(({ runs }) => runs.map(({ config }) => config.seed)), [[1, 2, 4], [3]]);
  assertEquals(groupRuns([run(1), run(2)]).map(({ name }) => name), ["miamix on embedded with small"]);
  const methods = groupRuns([run(1), run(2, { mixing: { method: "cutmix" } }), run(3, { mixing: {} })]);
  assertEquals(methods.map(({ name }) => name), ["miamix", "cutmix", "none"]);
});

Deno.test("a comparison tells mean and deviation over seeds, worked out by hand", () => {
  const page = comparison([1, 2, 4].map((top1, seed) => {
    const one = run(seed);
    return { ...one, metrics: one.metrics.map((epoch) => ({ ...epoch, top1: 10 * top1 })) };
  }));
  // mean (10 + 20 + 40) / 3, deviation √((13.33² + 3.33² + 16.67²) / 2)
  assertStringIncludes(page, "<td>23.33 ± 15.28</td>");
  assert(page.includes('class="band"'));
  assert(!comparison([run(1)]).includes('class="band"'));
});

Deno.test("a comparison tells where each run computed, and whose kernels convolved there", () => {
  const on = (backend: unknown) => ({ ...run(1), record: { backend } });
  const makers = { forward: "own", inputGradient: "tfjs", filterGradient: "tfjs" };
  const page = comparison([
    run(0),
    on({ name: "wasm", adapter: "a processor", kernels: {} }),
    on({ name: "webgpu", adapter: "an adapter", kernels: { one: makers, two: makers } }),
  ]);
  for (const told of ["–", "wasm", "webgpu, 4 of 6 passes of convolutions by tfjs"]) {
    assertStringIncludes(page, `<td>${told}</td>`);
  }
});

Deno.test("the curve of an experiment ends where the shortest of its runs ends", () => {
  const page = comparison([run(1, {}, 5), run(2, {}, 2)]);
  assertStringIncludes(page, "in epoch 2.");
  assert(!page.includes("in epoch 5"));
  assertStringIncludes(comparison([run(1, {}, 0), run(2, {}, 0)]), "Nothing to show yet.");
});

Deno.test("mean() and deviation() do not mind where numbers are, but for rounding", () => {
  const numbers = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(numbers, fc.double({ min: -1e3, max: 1e3, noNaN: true }), (values, shift) => {
      const moved = values.map((value) => value + shift);
      assertAlmostEquals(mean(moved), mean(values) + shift, 1e-9);
      assertAlmostEquals(deviation(moved), deviation(values), 1e-8);
    }),
    { seed: 11 },
  );
  assertEquals([mean([1, 2, 6]), deviation([1, 3])], [3, Math.SQRT2]);
});

Deno.test("percent() and rate() write numbers as people do", () => {
  assertEquals([0, 0.004, 0.335, 0.997, 1].map(percent), ["0 %", "0.4 %", "34 %", "99.7 %", "100 %"]);
  assertEquals([0, 0.1, 0.0301537, 1.54e-6].map(rate), ["0", "0.1", "0.0302", "1.5e-6"]);
});
