import { assertAlmostEquals, assertEquals, assertNotEquals, assertStringIncludes } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { automix, key, type Plan } from "../../mod.ts";
import {
  automixer,
  type Encoder,
  generationLoss,
  mixBlock,
  momentumSchedule,
} from "../../src/automix/mod.ts";
import { flags } from "../../src/train/flags.ts";
import { presets, sgd } from "../../src/train/mod.ts";
import { flagDefaults, learning, paperPreset } from "../defaults.ts";

await tf.setBackend("cpu");

/** Where two steps of the same gradient lead. */
async function stepped(options: object): Promise<readonly number[]> {
  const variable = tf.variable(tf.tensor1d([1, -2]), true, "places"), optimizer = sgd(options);
  const slopes = { places: tf.tensor1d([0.5, 0.25]) };
  for (let step = 0; step < 2; step++) optimizer.step([variable], slopes, 0.1);
  const places = [...await variable.data()];
  optimizer.dispose();
  tf.dispose([variable, slopes]);
  return places;
}

/** The masks of a block. */
async function masksOf(options: object): Promise<readonly number[]> {
  const features = (seed: number) => tf.randomNormal([2, 3, 3, 4], 0, 1, "float32", seed) as tf.Tensor4D;
  const block = mixBlock([3, 3, 4], key(1), options), [anchors, partners] = [features(1), features(2)];
  const share = tf.tensor1d([0.2, 0.7]), masks = block.masks(anchors, partners, share, [7, 7]);
  const values = [...await masks.data()];
  block.dispose();
  tf.dispose([anchors, partners, share, masks]);
  return values;
}

/** The λ loss of masks of .9 where .2 was asked for. */
async function lambdaLossOf(options: object): Promise<readonly number[]> {
  const images = tf.zeros([1, 2, 2, 1]) as tf.Tensor4D, labels = tf.tensor2d([[1, 0]]);
  const loss = generationLoss(
    { masks: () => tf.fill([1, 2, 2], 0.9) as tf.Tensor3D },
    { apply: () => tf.zeros([1, 2]) as tf.Tensor2D },
    { images, labels, features: images, plan: { partner: Uint32Array.of(0), lambda: Float32Array.of(0.2) } },
    (logits) => tf.sum(logits) as tf.Scalar,
    options,
  );
  const value = [...await loss.lambda.data()];
  tf.dispose([images, labels, loss.classification, loss.lambda]);
  return value;
}

/** The learning rates of the Mix Block in the first and the last step, and the λ loss half way. */
async function lessonsOf(
  { anneal, weight, ...options }: { readonly anneal?: boolean; readonly weight?: number },
): Promise<readonly number[]> {
  const random = (seed: number, ...shape: [number, number, number, number]) =>
    tf.randomNormal(shape, 0, 1, "float32", seed) as tf.Tensor4D;
  const encoder = {
    variables: [tf.variable(tf.tensor1d([1]))],
    featureShape: [2, 2, 4],
    apply: (images: tf.Tensor4D) => tf.sum(images, [1, 2]),
  } as unknown as Encoder;
  const rates: number[] = [];
  const optimizer = { ...sgd(), step: (_: unknown, __: unknown, lr: number) => void rates.push(lr) };
  const mixer = automixer(
    {
      network: encoder,
      follower: encoder,
      recipe: automix(),
      steps: 100,
      crossEntropy: (logits) => tf.mean(logits),
      optimizer,
      from: key(1),
    },
    {
      ...options,
      lambda: { ...(anneal !== undefined && { anneal }), ...(weight !== undefined && { weight }) },
    },
  );
  const lesson = { images: random(1, 2, 4, 4, 2), labels: tf.eye(2), features: random(2, 2, 2, 2, 4) };
  const plan = {
    passes: [{ partner: Uint32Array.of(1, 0), lambda: Float32Array.of(0.1, 0.9) }],
  } as unknown as Plan;
  const losses: number[] = [];
  for (const step of [0, 50, 100]) {
    const loss = mixer.learn(lesson as unknown as Parameters<typeof mixer.learn>[0], plan, step);
    losses.push(...await loss.lambda.data());
    tf.dispose([loss.classification, loss.lambda]);
  }
  mixer.dispose();
  tf.dispose([lesson, ...encoder.variables]);
  return [rates[0]!, rates[2]!, losses[1]!];
}

const made: Readonly<Record<string, (options: object) => unknown>> = {
  sgd: stepped,
  momentumSchedule: (options) => [0, 20, 5000, 95_000, 100_000].map(momentumSchedule(100_000, options)),
  mixBlock: masksOf,
  generationLoss: lambdaLossOf,
  automixer: lessonsOf,
};

/** Other values, with which something else comes of it. */
const others: Readonly<Record<string, unknown>> = {
  momentum: 0.8,
  weightDecay: 1e-2,
  nesterov: true,
  start: 0.99,
  end: 0.9999,
  hold: 0.2,
  warmUp: false,
  upsampling: "bilinear",
  ratio: "offset",
  weight: 0.2,
  margin: 0.2,
  lr: 0.2,
  lastLr: 0.002,
  anneal: true,
};

for (const [of, options] of Object.entries(learning)) {
  for (const [option, [value, origin, file]] of Object.entries(options)) {
    Deno.test(`${of}({ ${option} }) is ${JSON.stringify(value)} if it is not given: ${origin}`, async () => {
      const make = made[of]!, plain = await make({});
      assertEquals(await make({ [option]: value }), plain);
      assertNotEquals(await make({ [option]: others[option] }), plain);
      const source = await Deno.readTextFile(new URL(`../../src/${file}`, import.meta.url));
      const written = value === 5e-4 ? "5e-4" : JSON.stringify(value);
      const above = source.slice(0, source.indexOf(`readonly ${option}?`));
      assertStringIncludes(above.slice(above.lastIndexOf("/**")), `@default {${written}}`);
    });
  }
}

Deno.test("a λ loss counts for a tenth of what is beyond a margin of a tenth", async () => {
  assertAlmostEquals((await lambdaLossOf({}))[0]!, 0.1 * (0.7 - 0.1), 1e-6);
});

Deno.test("deno task train has the defaults of the paper, and its presets are the paper's protocol", () => {
  for (const [flag, value] of Object.entries(flagDefaults)) {
    assertEquals(flags[flag as keyof typeof flagDefaults].fallback, value, flag);
  }
  for (const dataset of ["cifar10", "cifar100", "tiny-imagenet"]) {
    assertEquals(presets[`paper-${dataset}`]!.config, { ...paperPreset, dataset });
  }
});
