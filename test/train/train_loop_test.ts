import * as tf from "@tensorflow/tfjs";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { fold } from "../../src/random/mod.ts";
import { vanilla } from "../../src/method/mod.ts";
import { average } from "../../src/train/average.ts";
import { feedBatch } from "../../src/train/feed.ts";
import {
  batches,
  type CheckpointProgress,
  DivergedError,
  type EpochProgress,
  type Metrics,
  runKeys,
  sgd,
  type StepProgress,
  train,
} from "../../src/train/mod.ts";
import { trainStep } from "../../src/train/train_step.ts";
import { both, read, testOn } from "../nn/_backends.ts";
import { tinyRun, withNan } from "./tiny_run.ts";

type Event = StepProgress | EpochProgress | CheckpointProgress;

/** A clock by which every step takes a second, so each loss is read back, or none takes time, so 32 steps are one batch. */
const clocks = { slow: () => (time += 1000), still: () => 0 };
let time = 0;

/** Everything a run tells, and the error that it ends with. */
async function told(
  run: Awaited<ReturnType<typeof tinyRun>>,
  options: Partial<Parameters<typeof train>[1]> = {},
): Promise<{ readonly events: readonly Event[]; readonly error: unknown }> {
  const events: Event[] = [];
  try {
    for await (const event of train(run, { now: clocks.still, ...options })) events.push(event);
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  } finally {
    run.network.dispose();
  }
}

function metricsOf(events: readonly Event[]): readonly Metrics[] {
  return events.flatMap((event) =>
    event.kind === "epoch" ? [{ ...event.metrics, seconds: 0, imagesPerSecond: 0 }] : []
  );
}

function lastCheckpoint(events: readonly Event[]): CheckpointProgress {
  return events.findLast((event) => event.kind === "checkpoint")!;
}

testOn(
  ["wasm"],
  "a NaN image ends a run with the state before it, however many steps were under way",
  async () => {
    const id = batches(32, 4, fold(runKeys(42).order, 1))[4]![2]!;
    const settings = { method: "vanilla", seed: 42, ema: 0.9 };
    const runs = [
      await told(await tinyRun(settings, withNan(id)), { now: clocks.slow }),
      await told(await tinyRun(settings, withNan(id)), { now: clocks.still }),
    ];
    for (const { error, events } of runs) {
      assert(error instanceof DivergedError, String(error));
      const { step, cause } = lastCheckpoint(events);
      assertEquals([cause, step], ["stop", 4]);
      // a rectifier can swallow the NaN, so that the loss is a number; the gradient is not
      const [, samples = ""] =
        /(?:is NaN at|are not after) step 5, in epoch 1; its batch was the training samples ([\d, ]+);/.exec(
          error.message,
        ) ??
          [];
      assert(samples.split(", ").includes(String(id)), error.message);
    }
    const [one, other] = runs.map(({ events }) => lastCheckpoint(events).checkpoint);
    assertEquals([other!.weights, other!.velocity, other!.average], [
      one!.weights,
      one!.velocity,
      one!.average,
    ]);
    assertEquals(other!.progress.lossSum, one!.progress.lossSum);
    for (const { data } of one!.weights.values()) assert((data as Float32Array).every(Number.isFinite));
    const reads = runs.map(({ events }) => events.filter(({ kind }) => kind === "step").length);
    assertEquals(reads, [4, 1]); // the second went back from step 8 to step 1, and on to step 4
  },
);

testOn(
  ["wasm"],
  "how often losses are read back changes no result, and a stopped run goes on with the same",
  async () => {
    const settings = { ema: 0.9, warmupEpochs: 1 };
    const whole = metricsOf((await told(await tinyRun(settings), { now: clocks.slow })).events);
    assertEquals(whole.length, 2);
    assertEquals(metricsOf((await told(await tinyRun(settings))).events), whole);
    for (const stopAt of [3, 8]) {
      const controller = new AbortController();
      const run = await tinyRun(settings);
      const events: Event[] = [];
      for await (const event of train(run, { now: clocks.slow, signal: controller.signal })) {
        events.push(event);
        if (event.kind === "step" && event.step === stopAt) controller.abort();
      }
      run.network.dispose();
      const stopped = lastCheckpoint(events);
      assertEquals([stopped.step, stopped.cause], [stopAt, "stop"]);
      const rest = await told(await tinyRun(settings), { from: stopped.checkpoint });
      assertEquals([...metricsOf(events), ...metricsOf(rest.events)], whole, `stopped at step ${stopAt}`);
    }
  },
);

testOn(["wasm"], "a run stops when no epoch has been better for so many", async () => {
  const { events } = await told(await tinyRun({ epochs: 50, patience: 2, lr: 1e-9 }));
  const metrics = metricsOf(events);
  const best = metrics.findIndex(({ top1 }) => top1 === Math.max(...metrics.map(({ top1 }) => top1)));
  assertEquals(metrics.length, best + 3);
});

testOn(["wasm"], "after the epochs that mix, a run is one that does not", async () => {
  const mixed = await told(await tinyRun({ method: "cutmix" }));
  const plain = await told(await tinyRun({ method: "vanilla" }));
  const half = await told(await tinyRun({ method: "cutmix", mixOffEpoch: 1 }));
  const none = await told(await tinyRun({ method: "cutmix", mixOffEpoch: 0 }));
  assertEquals(metricsOf(none.events), metricsOf(plain.events));
  assertEquals(metricsOf(half.events)[0], metricsOf(mixed.events)[0]);
  assert(metricsOf(half.events)[1]!.trainLoss !== metricsOf(mixed.events)[1]!.trainLoss);
});

testOn(both, "label smoothing spreads a share of every label over all classes", async () => {
  const run = await tinyRun();
  const { network, dataset } = run;
  const [ids] = batches(32, 4, runKeys(1).order);
  const fed = await feedBatch({ recipe: vanilla(), dataset, partners: "batch" }, ids!, runKeys(1).mixing, 0);
  const losses: number[] = [];
  for (const labelSmoothing of [0, 1 - 1e-7, 0.25]) {
    const optimizer = sgd();
    const learner = { network, optimizer, recipe: vanilla(), labelSmoothing };
    losses.push((await read(await trainStep(learner, fed, { lr: 1e-30, step: 0 })))[0]!);
    optimizer.dispose();
  }
  const [own, even, mixed] = losses;
  assert(Math.abs(own! - even!) > 1e-3);
  assertAlmostEquals(mixed!, 0.75 * own! + 0.25 * even!, 1e-5);
  network.dispose();
});

testOn(both, "average() is the moving average of all that a network learns and remembers", async () => {
  const set = (variable: tf.Variable, values: number[]) =>
    tf.tidy(() => variable.assign(tf.tensor1d(values)));
  const [variable, buffer] = [[1, 2], [10]].map((values) => tf.tidy(() => tf.variable(tf.tensor1d(values))));
  const mean = average({ variables: [variable!], buffers: [buffer!] }, 0.15);
  const now = async () => [...await variable!.data(), ...await buffer!.data()];
  mean.update(0); // starts as it is
  set(variable!, [3, 4]);
  mean.update(1); // min(0.15, 2 / 11) = 0.15
  const seen = await mean.during(now);
  [2.7, 3.7, 10].forEach((value, i) => assertAlmostEquals(seen[i]!, value, 1e-6));
  assertEquals(await now(), [3, 4, 10]);
  const ones = tf.ones([3]) as tf.Tensor1D;
  mean.restore(ones);
  assertEquals(await mean.during(now), [1, 1, 1]);
  mean.dispose();
  tf.dispose([variable, buffer, ones]);
});
