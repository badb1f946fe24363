import * as tf from "@tensorflow/tfjs";
import { assert, assertAlmostEquals, assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import * as m from "../../mod.ts";
import {
  type Automixer,
  automixer,
  type AutomixerOptions,
  generationLoss,
  type MixedLesson,
} from "../../src/automix/mod.ts";
import { readImages } from "../../src/automix/read_images.ts";
import { type Network, network } from "../../src/nn/mod.ts";
import { softCrossEntropy } from "../../src/train/loss.ts";
import { sgd } from "../../src/train/sgd.ts";
import { noiseBatch } from "../laws/batches.ts";
import { recipeOf } from "../table.ts";
import { both, read, testOn } from "../nn/_backends.ts";

const samples = 6, side = 16;
const batch = noiseBatch(m.key(1), [samples, side, side, 3], 10);
const shape = { samples, height: side, width: side };

interface Scene {
  readonly net: Network;
  readonly follower: Network;
  readonly mixer: Automixer;
  readonly recipe: m.Recipe;
  /** Mixes a batch and lets the block learn from it; the caller disposes the lesson. */
  step(step: number): Promise<MixedLesson>;
  dispose(): void;
}

function build(seed: number): Network {
  return network("convnet-s", {
    size: [side, side],
    channels: 3,
    classes: 10,
    mean: [0.5, 0.5, 0.5],
    std: [0.25, 0.25, 0.25],
  }, m.key(seed));
}

const rest = { steps: 100, crossEntropy: softCrossEntropy, from: m.key(3) };

function scene(recipe: m.Recipe = m.automix(), options: AutomixerOptions = {}): Scene {
  const net = build(1), follower = build(2);
  const mixer = automixer({ network: net, follower, recipe, optimizer: sgd(), ...rest }, options);
  return {
    net,
    follower,
    mixer,
    recipe,
    async step(step) {
      const lesson = await mixer.mix(batch, m.draw(recipe, m.fold(m.key(4), step), shape), { details: true });
      const loss = mixer.learn(lesson, m.draw(mixer.lessons, m.fold(m.key(5), step), shape), step);
      tf.dispose([loss.classification, loss.lambda]);
      return lesson;
    },
    dispose() {
      mixer.dispose();
      net.dispose();
      follower.dispose();
    },
  };
}

async function valuesOf(tensors: readonly tf.Tensor[]): Promise<readonly (readonly number[])[]> {
  return await Promise.all(tensors.map(async (tensor) => [...await tensor.data()]));
}

testOn(both, "the masks that mix are those of the block, and labels follow the ratio", async () => {
  const { mixer, follower, dispose } = scene();
  const plan = m.draw(m.automix(), m.key(4), shape), { partner, lambda } = plan.passes[0]!;
  const lesson = await mixer.mix(batch, plan, { details: true });
  const expected = tf.tidy(() => {
    const features = follower.features(tf.tensor4d(batch.images, [...batch.shape]), { training: true });
    const others = tf.gather(features, tf.tensor1d(Int32Array.from(partner), "int32")) as tf.Tensor4D;
    return mixer.block.masks(features, others, tf.tensor1d(lambda), [side, side]);
  });
  const [masks, own] = [await read(lesson.mixed.details!.masks), await read(expected)];
  const images = await lesson.mixed.images.data();
  for (let n = 0; n < samples; n++) {
    const flat = Math.min(lambda[n]!, 1 - lambda[n]!) <= 0.08;
    for (let i = n * side * side; i < (n + 1) * side * side; i++) {
      assertAlmostEquals(masks[i]!, flat ? lambda[n]! : own[i]!, 1e-5);
      const theirs = batch.images[3 * (partner[n]! * side * side + i - n * side * side)]!;
      const mixed = theirs + masks[i]! * (batch.images[3 * i]! - theirs);
      assertAlmostEquals(images[3 * i]!, mixed, 1e-5);
    }
  }
  assertEquals(await lesson.mixed.details!.lambda.data(), lambda);
  lesson.dispose();
  dispose();
});

const recipes: Readonly<Record<string, () => m.Recipe>> = {
  "through views": () => m.withViews(m.cropAndFlip({ padding: 2 }))(m.automix()),
  "an option of a choice of masks": () => recipeOf(m.choose([1, m.learned()], [1, m.box()])),
  "bent, in two layers": () => recipeOf(m.rotate()(m.learned()), m.dirichlet({ layers: 2 })),
  "one of several recipes": () => m.chooseRecipe([1, m.automix()], [1, m.cutmix()]),
  "before another recipe": () => m.andThen(m.cutmix())(m.automix()),
};

for (const [name, build] of Object.entries(recipes)) {
  testOn(both, `learned masks mix, and learn: ${name}`, async () => {
    const { mixer, step, dispose } = scene(build());
    const before = await valuesOf(Object.values(mixer.block.weights));
    const lesson = await step(0);
    for (const value of await lesson.mixed.images.data()) assert(value >= -1e-5 && value <= 1 + 1e-5);
    assertEquals([lesson.images.shape, lesson.labels.shape], [[samples, side, side, 3], [samples, 10]]);
    assertNotEquals(await valuesOf(Object.values(mixer.block.weights)), before);
    lesson.dispose();
    dispose();
  });
}

testOn(
  both,
  "anchors and partners are read through their own views, and partners from the pool",
  async () => {
    const recipe = m.withViews(m.cropAndFlip({ padding: 2 }))(m.automix());
    const pool = noiseBatch(m.key(9), [9, side, side, 3], 10);
    const plan = m.draw(recipe, m.key(4), { ...shape, ids: [8, 0, 4, 1, 2, 5], pool: 9 });
    const [{ partner, views } = { partner: [], views: new Int32Array() }] = plan.passes;
    const read = readImages({ ...batch, pool }, plan);
    const at = (images: Float32Array, image: number, view: number, x: number, y: number) => {
      const [dx, dy, mirror] = views.subarray(view, view + 3);
      const column = (mirror === 1 ? side - 1 - x : x) + dx!, line = y + dy!;
      const outside = column < 0 || column >= side || line < 0 || line >= side;
      return outside ? 0 : images[((image * side + line) * side + column) * 3]!;
    };
    const anchors = await read.anchors.data(), partners = await read.partners!.data();
    for (let i = 0; i < samples * side * side; i++) {
      const n = Math.floor(i / (side * side)), x = i % side, y = Math.floor(i / side) % side;
      assertEquals(anchors[3 * i], at(batch.images, n, 6 * n, x, y));
      assertEquals(partners[3 * i], at(pool.images, partner[n]!, 6 * n + 3, x, y));
    }
    const labels = await read.labels.data();
    batch.labels.forEach((label, n) => assertEquals(labels[10 * n + label], 1));
    tf.dispose([read.anchors, read.labels, read.partners!]);
  },
);

testOn(both, "only the block learns from its loss, and only the follower follows", async () => {
  const { net, follower, mixer, step, dispose } = scene();
  const block = Object.values(mixer.block.weights);
  assertEquals(await valuesOf(follower.variables), await valuesOf(net.variables), "it starts as a copy");
  const all = async () => [await valuesOf(net.variables), await valuesOf(follower.variables)];
  const before = await all(), first = await valuesOf(block);
  (await step(0)).dispose();
  assertEquals(await all(), before);
  assertNotEquals(await valuesOf(block), first);
  for (const variable of net.variables) tf.tidy(() => variable.assign(tf.add(variable, 1)));
  const moved = await valuesOf(block);
  mixer.follow(0);
  const [, followed] = await all();
  followed!.forEach((values, i) =>
    values.forEach((value, n) => assertAlmostEquals(value, before[1]![i]![n]! + 0.9, 1e-5))
  );
  assertEquals(await valuesOf(block), moved);
  dispose();
});

testOn(both, "the loss of masks has the gradient that a finite difference along it has", async () => {
  const { mixer, follower, dispose } = scene(m.automix(), { block: { deviation: 0.5 } });
  const lesson = await mixer.mix(batch, m.draw(m.automix(), m.key(4), shape));
  const plan = m.draw(mixer.lessons, m.key(6), shape).passes[0]!;
  const variables = Object.values(mixer.block.weights);
  for (const variable of variables) tf.tidy(() => variable.assign(tf.mul(variable, 3)));
  const cost = () => {
    const options = { weight: 0.1, margin: 0.05 }; // no mean is within a step of the margin
    const parts = generationLoss(mixer.block, follower, { ...lesson, plan }, softCrossEntropy, options);
    return tf.add(parts.classification, parts.lambda) as tf.Scalar;
  };
  const { value, grads } = tf.variableGrads(cost, variables);
  const squared = (await Promise.all(variables.map(({ name }) => grads[name]!.data<"float32">())))
    .reduce((sum, slope) => slope.reduce((total, one) => total + one * one, sum), 0);
  const at = async (by: number) => {
    const move = (step: number) =>
      variables.forEach((variable) =>
        tf.tidy(() => variable.assign(tf.add(variable, tf.mul(grads[variable.name]!, step))))
      );
    move(by);
    const [loss] = await read(tf.tidy(cost));
    move(-by);
    return loss!;
  };
  const step = 0.0005 / Math.sqrt(squared);
  const difference = (await at(step) - await at(-step)) / (2 * step);
  assert(Math.abs(difference / squared - 1) < 0.03, `${difference} where the gradient says ${squared}`);
  lesson.dispose();
  tf.dispose([value, grads]);
  dispose();
});

testOn(both, "no tensors are left from step to step", async () => {
  const { mixer, step, dispose } = scene(m.withViews(m.cropAndFlip())(m.automix()));
  const counts: number[] = [];
  for (let i = 0; i < 4; i++) {
    (await step(i)).dispose();
    mixer.follow(i);
    counts.push(tf.memory().numTensors);
  }
  assertEquals(new Set(counts.slice(1)).size, 1, `tensors: ${counts}`);
  dispose();
});

testOn(both, "a state that is restored goes on to the same bits", async () => {
  const one = scene(), other = scene(m.automix(), { block: { deviation: 0.3 } });
  for (let i = 0; i < 2; i++) (await one.step(i)).dispose();
  const saved = Object.fromEntries(
    Object.entries(one.mixer.state()).map(([name, tensor]) => [name, tensor.clone()]),
  );
  other.mixer.restore(saved);
  const after = async ({ mixer, step }: Scene) => {
    const lesson = await step(2);
    mixer.follow(2);
    const images = await lesson.mixed.images.data();
    lesson.dispose();
    return [images, ...await valuesOf(Object.values(mixer.state()))];
  };
  assertEquals(await after(other), await after(one));
  assertThrows(
    () => other.mixer.restore({ ...saved, "block.value.bias": tf.tidy(() => saved["block.value.filter"]!) }),
    RangeError,
    "Cannot restore automixer(): block.value.bias must have the shape [1]",
  );
  tf.dispose(saved);
  one.dispose();
  other.dispose();
});

testOn(["wasm"], "automixer() refuses a recipe without learned masks, and impossible rates", () => {
  const parts = { network: build(1), follower: build(2), optimizer: sgd(), ...rest };
  assertThrows(
    () => automixer({ ...parts, recipe: m.cutmix() }),
    RangeError,
    "the recipe must have a learned mask",
  );
  assertThrows(() => automixer({ ...parts, recipe: m.automix() }, { lr: -1 }), RangeError, "lr must be >= 0");
  parts.network.dispose();
  parts.follower.dispose();
});
