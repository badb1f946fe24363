import { assert, assertAlmostEquals, assertEquals, assertNotEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { automixer } from "../../src/automix/mod.ts";
import { automix } from "../../src/method/mod.ts";
import { fold } from "../../src/random/mod.ts";
import { decodeCheckpoint, encodeCheckpoint } from "../../src/train/checkpoint/mod.ts";
import { feedBatch } from "../../src/train/feed.ts";
import {
  batches,
  type Checkpoint,
  DivergedError,
  type Run,
  runKeys,
  sgd,
  softCrossEntropy,
  train,
} from "../../src/train/mod.ts";
import { trainStep } from "../../src/train/train_step.ts";
import { both, read, testOn } from "../nn/_backends.ts";
import { tinyRun, withNan } from "./tiny_run.ts";

const settings = { method: "automix", views: "crop-flip", seed: 42, ema: 0.9, batchSize: 8 } as const;
const identity = { config: {}, recipe: "", data: "", device: "", backend: "", kernels: {}, versions: {} };

/** Trains until a step, and gives what is left: the checkpoint, written to bytes and read again, and the metrics. */
async function leftBy(run: Run, { from, stopAt }: { readonly from?: Checkpoint; readonly stopAt?: number }) {
  const controller = new AbortController();
  let time = 0, last: Checkpoint | undefined;
  const metrics: unknown[] = [];
  try {
    const options = { now: () => time += 1000, signal: controller.signal, from };
    for await (const event of train(run, options)) {
      if (event.kind === "checkpoint") last = event.checkpoint;
      if (event.kind === "epoch") metrics.push({ ...event.metrics, seconds: 0, imagesPerSecond: 0 });
      if (event.kind === "step" && event.step === stopAt) controller.abort();
    }
  } catch (error) {
    metrics.push(error instanceof DivergedError);
  }
  run.network.dispose();
  run.follower?.dispose();
  const read = decodeCheckpoint(encodeCheckpoint(last!, identity, 0));
  assert(read._tag === "Right");
  return { metrics, checkpoint: read.right };
}

testOn(["wasm"], "a run with learned masks that is stopped goes on with the same masks", async () => {
  const whole = await leftBy(await tinyRun(settings), {});
  const names = [...whole.checkpoint.automix!.keys()];
  assert(names.includes("block.value.filter") && names.includes("velocity") && names.includes("follower.0"));
  const stopped = await leftBy(await tinyRun(settings), { stopAt: 5 });
  assertNotEquals(stopped.checkpoint.automix, whole.checkpoint.automix);
  const rest = await leftBy(await tinyRun(settings), { from: stopped.checkpoint });
  assertEquals([...stopped.metrics, ...rest.metrics], whole.metrics);
  assertEquals(rest.checkpoint.automix, whole.checkpoint.automix);
  assertEquals(rest.checkpoint.weights, whole.checkpoint.weights);
});

testOn(["wasm"], "masks go back with the network when a step spoils it", async () => {
  const id = batches(32, 8, fold(runKeys(42).order, 1))[2]![1]!;
  const spoilt = await leftBy(await tinyRun(settings, withNan(id)), {});
  assertEquals(spoilt.metrics, [true]);
  const good = await leftBy(await tinyRun(settings, withNan(-1)), { stopAt: 2 });
  assertEquals(spoilt.checkpoint.automix, good.checkpoint.automix);
});

testOn(["wasm"], "masks stop learning where mixing ends", async () => {
  const half = await leftBy(await tinyRun({ ...settings, mixOffEpoch: 1 }), {});
  const first = await leftBy(await tinyRun({ ...settings, mixOffEpoch: 1 }), { stopAt: 4 });
  assertEquals(half.checkpoint.automix, first.checkpoint.automix);
  assertNotEquals(half.checkpoint.weights, first.checkpoint.weights);
});

testOn(
  both,
  "a step with learned masks moves the network by the mixed batch and by the anchors",
  async () => {
    const { network, follower, dataset, config } = await tinyRun(settings);
    const recipe = automix(), optimizer = sgd({ momentum: 0, weightDecay: 0 });
    const mixer = automixer({
      network,
      follower: follower!,
      recipe,
      steps: 10,
      crossEntropy: softCrossEntropy,
      optimizer: sgd(),
      from: runKeys(1).masks,
    });
    const source = { recipe, dataset, partners: config.partners, lessons: mixer.lessons };
    const [ids] = batches(32, 8, runKeys(1).order);
    const fed = await feedBatch(source, ids!, runKeys(1).mixing, 0);
    const lesson = await mixer.mix(fed.batch, fed.plan);
    const cost = (images: tf.Tensor4D, labels: tf.Tensor2D) =>
      softCrossEntropy(labels, network.apply(images, { training: true }));
    const { value, grads } = tf.variableGrads(
      () =>
        tf.add(
          cost(lesson.mixed.images, lesson.mixed.labels),
          cost(lesson.images, lesson.labels),
        ) as tf.Scalar,
      [...network.variables],
    );
    const mixed = await read(tf.tidy(() => cost(lesson.mixed.images, lesson.mixed.labels)));
    const variable = network.variables.at(-1)!;
    const before = await variable.data(), slope = await grads[variable.name]!.data();
    const learner = { network, optimizer, recipe, labelSmoothing: 0, automixer: mixer };
    const loss = await read(await trainStep(learner, fed, { lr: 0.5, step: 0 }));
    assertAlmostEquals(loss[0]!, mixed[0]!, 1e-5);
    const after = await variable.data();
    after.forEach((one, i) => assertAlmostEquals(one, before[i]! - 0.5 * slope[i]!, 1e-4));
    lesson.dispose();
    tf.dispose([value, grads]);
    mixer.dispose();
    optimizer.dispose();
    network.dispose();
    follower!.dispose();
  },
);
