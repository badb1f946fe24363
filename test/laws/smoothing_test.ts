import { assertAlmostEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { pipe } from "fp-ts/function";
import * as m from "../../mod.ts";
import { planShape } from "../../src/batch.ts";
import type { Network } from "../../src/nn/mod.ts";
import { trainStep } from "../../src/train/train_step.ts";

// ε is shared out among all K classes (Szegedy et al. 2016, §7; PyTorch, timm): the class itself gets 1 - ε + ε/K.
const epsilon = 0.3, classes = 4;

/** Two images of classes 2 and 0, each of which meets the other. */
const batch: m.Batch = {
  images: Float32Array.of(0.1, 0.2, 0.3, 0.4),
  shape: [2, 1, 2, 1],
  labels: Int32Array.of(2, 0),
  classes,
};

for (const engine of [m.reference, m.cpu]) {
  Deno.test(`the share of smoothing is divided by the classes, also of a mixed label: ${engine.name}`, () => {
    for (
      const [ratio, expected] of [[0, [0.075, 0.075, 0.775, 0.075]], [0.25, [
        0.25,
        0.075,
        0.6,
        0.075,
      ]]] as const
    ) {
      const recipe = pipe(
        m.pair(m.rolled()),
        m.sampleRatios(m.fixed(ratio)),
        m.mask(m.flat()),
        m.merge(m.product()),
        m.mix({ smoothing: epsilon }),
      );
      const { labels } = engine(m.lower(recipe), m.draw(recipe, m.key(1), planShape(batch)), batch);
      for (const [k, weight] of expected.entries()) assertAlmostEquals(labels[k]!, weight, 1e-6);
    }
  });
}

Deno.test("a label row of any sum is smoothed to the same sum", () => {
  const recipe = pipe(
    m.pair(m.rolled()),
    m.sampleRatios(m.fixed(0)),
    m.mask(m.flat()),
    m.merge(m.product()),
    m.mix({ smoothing: epsilon }),
  );
  const rows = { ...batch, labels: Float32Array.of(0, 0, 2, 0, 0.5, 0, 0, 0) };
  const { labels } = m.cpu(m.lower(recipe), m.draw(recipe, m.key(1), planShape(batch)), rows);
  const expected = [0.15, 0.15, 1.55, 0.15, 0.3875, 0.0375, 0.0375, 0.0375];
  for (const [k, weight] of expected.entries()) assertAlmostEquals(labels[k]!, weight, 1e-6);
});

Deno.test("--label-smoothing is PyTorch's", async () => {
  await tf.setBackend("cpu");
  const recipe = m.vanilla(), bytes = Uint8Array.of(1, 2, 3, 4);
  const logits = tf.variable(tf.tensor1d([1, 2, 3, 5]));
  const network = {
    variables: [logits],
    apply: (images: tf.Tensor4D) => tf.tile(logits.reshape([1, 4]), [images.shape[0], 1]),
  } as unknown as Network;
  const optimizer = { step() {}, velocity: () => undefined, restore() {}, dispose() {} };
  const one = {
    classes,
    images: bytes.subarray(0, 2),
    shape: [1, 1, 2, 1],
    labels: Int32Array.of(2),
  } as const;
  const plan = m.draw(recipe, m.key(1), planShape(one));
  // torch 1.13: F.cross_entropy(tensor([[1., 2, 3, 5]]), tensor([2]), label_smoothing=s)
  for (const [labelSmoothing, expected] of [[0, 2.1851826], [epsilon, 2.2601826]] as const) {
    const learner = { network, optimizer, recipe, labelSmoothing };
    const loss = await trainStep(learner, { batch: one, plan }, { lr: 0, step: 0 });
    assertAlmostEquals((await loss.data())[0]!, expected, 1e-5);
    loss.dispose();
  }
  logits.dispose();
});
