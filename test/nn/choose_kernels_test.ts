import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals } from "@std/assert";
import {
  chooseKernels,
  chosenConvolution,
  type Convolution,
  convolution,
  type KernelChoice,
  network,
  tfjsConvolution,
} from "../../src/nn/mod.ts";
import { key } from "../../src/random/mod.ts";
import { both, numbers, read, testOn } from "./_backends.ts";

const sites = {
  convolutions: [{ input: [6, 5, 4], filter: [3, 3, 4, 8], stride: 1, padding: 1, groups: 1 }],
} as const;
const name = "6x5x4, 3x3 to 8, stride 1, padding 1, groups 1";

/** A clock that the kernels move: one tick a call for those of tfjs in these passes, two for all others. */
function clock(fast: readonly (keyof Convolution)[]) {
  let time = 0;
  const slowed = (maths: Convolution, ticks: (pass: keyof Convolution) => number): Convolution => ({
    forward: (...args) => (time += ticks("forward"), maths.forward(...args)),
    inputGradient: (...args) => (time += ticks("inputGradient"), maths.inputGradient(...args)),
    filterGradient: (...args) => (time += ticks("filterGradient"), maths.filterGradient(...args)),
  });
  return {
    now: () => time,
    slowed,
    makers: (stock: Convolution) => ({
      own: slowed(convolution(), () => 2),
      tfjs: slowed(stock, (pass) => fast.includes(pass) ? 1 : 5),
    }),
  };
}

testOn(["webgpu"], "chooseKernels() takes the faster kernel of each pass", async () => {
  const { now, makers } = clock(["forward", "filterGradient"]);
  assertEquals(await chooseKernels(sites, 2, { now, makers: makers(tfjsConvolution) }), {
    [name]: { forward: "tfjs", inputGradient: "own", filterGradient: "tfjs" },
  });
});

testOn(both, "chooseKernels() takes no kernel that is wrong or missing, however fast", async () => {
  const { now, makers } = clock(["forward", "inputGradient", "filterGradient"]);
  const wrong: Convolution = {
    forward: (...args) => tf.tidy(() => tf.mul(tfjsConvolution.forward(...args), 1.01)),
    inputGradient: tfjsConvolution.inputGradient,
    filterGradient() {
      throw new Error("there is none");
    },
  };
  assertEquals(await chooseKernels(sites, 2, { now, makers: makers(wrong) }), {
    [name]: { forward: "own", inputGradient: "tfjs", filterGradient: "own" },
  });
});

testOn(["wasm"], "chooseKernels() does not measure what is known", async () => {
  const known: KernelChoice = {
    [name]: { forward: "tfjs", inputGradient: "tfjs", filterGradient: "own" },
  };
  const now = () => {
    throw new Error("measured");
  };
  assertEquals(await chooseKernels(sites, 2, { now, known }), known);
});

testOn(["webgpu"], "a network computes with the kernels that it was given", async () => {
  const options = { size: [8, 8], channels: 3, classes: 4, mean: [0, 0, 0], std: [1, 1, 1] } as const;
  const { now, slowed } = clock([]);
  const counted = slowed(tfjsConvolution, () => 1);
  const [own, other] = [
    network("small", options, key(1)),
    network(
      "small",
      { ...options, convolution: chosenConvolution({}, { own: counted, tfjs: counted }) },
      key(1),
    ),
  ];
  const images = tf.tensor4d(numbers(3 * 8 * 8 * 3, 5), [3, 8, 8, 3]);
  const logits = await read(own.apply(images, { training: false }));
  assertEquals(now(), 0);
  const others = await read(other.apply(images, { training: false }));
  assertEquals(now(), own.convolutions.length);
  logits.forEach((logit, i) => assert(Math.abs(logit - others[i]!) < 1e-5));
  images.dispose();
  own.dispose();
  other.dispose();
});

testOn(["webgpu"], "a network learns with the kernels of tfjs as with those of this package", async () => {
  const options = { size: [9, 9], channels: 3, classes: 4, mean: [0, 0, 0], std: [1, 1, 1] } as const;
  const images = tf.tensor4d(numbers(3 * 9 * 9 * 3, 5), [3, 9, 9, 3]);
  const slopes = async (maths: Convolution) => {
    const built = network("resnet20", { ...options, convolution: maths }, key(1));
    const cost = () => tf.sum(tf.square(built.apply(images, { training: true }))) as tf.Scalar;
    const { value, grads } = tf.variableGrads(cost, [...built.variables]);
    value.dispose();
    const all = await Promise.all(built.variables.map(({ name }) => read(grads[name]!)));
    built.dispose();
    return all;
  };
  const [own, other] = [await slopes(convolution()), await slopes(tfjsConvolution)];
  for (const [n, slope] of own.entries()) {
    const size = Math.hypot(...slope), away = Math.hypot(...slope.map((value, i) => value - other[n]![i]!));
    assert(away <= 1e-3 * size, `gradient ${n} is off by ${away}, of ${size}`);
  }
  images.dispose();
});
