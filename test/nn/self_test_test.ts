import * as tf from "@tensorflow/tfjs";
import { assert, assertRejects } from "@std/assert";
import { key } from "../../src/random/mod.ts";
import { type Convolution, GradientError, network, selfTest, tfjsConvolution } from "../../src/nn/mod.ts";
import { software, testOn } from "./_backends.ts";
import { known } from "./_table.ts";

const options = {
  size: [32, 32],
  channels: 3,
  classes: 10,
  mean: [0.5, 0.5, 0.5],
  std: [0.2, 0.2, 0.2],
} as const;

for (const [name, { learnsOn }] of Object.entries(known)) {
  testOn(learnsOn, `selfTest() passes ${name} at batch 32`, async () => {
    const built = network(name, options, key(1));
    await selfTest(built, 32);
    built.dispose();
  });
}

/** A convolution of 16 to 16 channels at 32x32, as in the first stage of a small residual network. */
const stage = {
  convolutions: [{ input: [32, 32, 16], filter: [3, 3, 16, 16], stride: 1, padding: 1, groups: 1 }],
} as const;

/** As many pixels, but so few channels that tfjs has its result soon. */
const thin = {
  convolutions: [{ ...stage.convolutions[0], input: [32, 32, 4], filter: [3, 3, 4, 4] }],
} as const;

testOn(
  ["webgpu"],
  "selfTest() refuses tfjs's own filter gradient on a software adapter at batch 64",
  async () => {
    if (!software) return;
    const error = await assertRejects(
      () => selfTest(thin, 64, { convolution: tfjsConvolution }),
      GradientError,
    );
    assert(/filter gradient of a convolution of \[64,32,32,4\]/.test(error.message), error.message);
  },
);

testOn(["wasm"], "selfTest() refuses a pass that is a little wrong, and names it", async () => {
  const { convolution } = await import("../../src/nn/conv2d.ts");
  const right = convolution();
  const wrong: Partial<Convolution> = {
    forward: (...args) => tf.tidy(() => tf.mul(right.forward(...args), 1.01)),
    inputGradient: (...args) => tf.tidy(() => tf.neg(right.inputGradient(...args))),
    filterGradient: (...args) => tf.tidy(() => tf.mul(right.filterGradient(...args), 0.99)),
  };
  const named = {
    forward: "result",
    inputGradient: "image gradient",
    filterGradient: "filter gradient",
  } as const;
  for (const [pass, name] of Object.entries(named)) {
    const broken = { ...right, [pass]: wrong[pass as keyof typeof named] };
    const error = await assertRejects(() => selfTest(stage, 4, { convolution: broken }), GradientError);
    assert(error.message.startsWith("Cannot train") && error.message.includes(name), error.message);
  }
});
