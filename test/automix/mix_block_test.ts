import * as tf from "@tensorflow/tfjs";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { key } from "../../mod.ts";
import { type MixBlock, mixBlock, type MixBlockOptions } from "../../src/automix/mod.ts";
import { both, numbers, read, testOn } from "../nn/_backends.ts";
import { plainMixBlock } from "./plain_mix_block.ts";

const batch = 3, height = 3, width = 4, channels = 6;
const positions = height * width;
const size = [6, 8] as const;
const shares = Float32Array.of(0.2, 0.5, 0.85);

/** Features, a block with weights far from their first ones, and what it gives. */
function scene(options: MixBlockOptions = {}) {
  const block = mixBlock([height, width, channels], key(1), options);
  Object.values(block.weights).forEach((weight, i) => {
    const values = tf.tensor(numbers(weight.size, 50 + i), weight.shape);
    weight.assign(values);
    values.dispose();
  });
  const shape: [number, number, number, number] = [batch, height, width, channels];
  const anchors = tf.tensor4d(numbers(batch * positions * channels, 1), shape);
  const partners = tf.tensor4d(numbers(batch * positions * channels, 2), shape);
  const share = tf.tensor1d(shares);
  return {
    block,
    anchors,
    partners,
    share,
    masks: () => block.masks(anchors, partners, share, size),
    dispose() {
      tf.dispose([anchors, partners, share]);
      block.dispose();
    },
  };
}

function setAll({ weights }: MixBlock, value: number): void {
  for (const weight of Object.values(weights)) tf.tidy(() => weight.assign(tf.fill(weight.shape, value)));
}

testOn(both, "mixBlock() computes what plain sums do, and rows of its attention sum to one", async () => {
  const { block, anchors, partners, share, masks, dispose } = scene();
  const attention = await read(block.attend(anchors, partners, share));
  const given = await read(masks());
  const weights = Object.fromEntries(
    await Promise.all(
      Object.entries(block.weights).map(async ([name, weight]) => [name, await weight.data<"float32">()]),
    ),
  );
  const [a, p] = [await anchors.data<"float32">(), await partners.data<"float32">()];
  for (let n = 0; n < batch; n++) {
    const own = (values: Float32Array) =>
      values.slice(n * positions * channels, (n + 1) * positions * channels);
    const plain = plainMixBlock(weights, own(a), own(p), shares[n]!, { positions, channels, inner: 3 });
    for (let i = 0; i < positions; i++) {
      const row = attention.subarray((n * positions + i) * positions, (n * positions + i + 1) * positions);
      assertAlmostEquals(row.reduce((sum, one) => sum + one, 0), 1, 1e-6);
      row.forEach((one, j) => assertAlmostEquals(one, plain.attention[i]![j]!, 1e-5));
    }
    for (let y = 0; y < size[0]; y++) {
      for (let x = 0; x < size[1]; x++) {
        const map = plain.map[Math.floor(y / 2) * width + Math.floor(x / 2)]!;
        assertAlmostEquals(given[(n * size[0] + y) * size[1] + x]!, 1 / (1 + Math.exp(map)), 1e-5);
      }
    }
  }
  dispose();
});

testOn(both, "masks of weights that are all zero are ½ everywhere, or the share with an offset", async () => {
  for (const ratio of ["channel", "none", "offset"] as const) {
    const { block, masks, dispose } = scene({ ratio });
    setAll(block, 0);
    const values = await read(masks());
    values.forEach((value, i) => {
      const expected = ratio === "offset" ? shares[Math.floor(i / (size[0] * size[1]))]! : 0.5;
      assertAlmostEquals(value, expected, 1e-6);
    });
    dispose();
  }
});

testOn(
  both,
  "a mask and the one of the negative map sum to one: what is not the anchor's is the partner's",
  async () => {
    const { block, masks, dispose } = scene();
    const mine = await read(masks());
    for (const [name, weight] of Object.entries(block.weights)) {
      if (name.startsWith("value")) tf.tidy(() => weight.assign(tf.neg(weight)));
    }
    const theirs = await read(masks());
    mine.forEach((value, i) => {
      assert(value > 0 && value < 1);
      assertAlmostEquals(value + theirs[i]!, 1, 1e-6);
    });
    dispose();
  },
);

testOn(["wasm"], "masks start near ½, and differ from place to place by what attention finds", async () => {
  const { anchors, partners, share, dispose } = scene();
  const block = mixBlock([height, width, channels], key(7));
  const values = await read(block.masks(anchors, partners, share, size));
  for (const value of values) assertAlmostEquals(value, 0.5, 0.02);
  assert(new Set(values.subarray(0, size[0] * size[1])).size > positions / 2);
  block.dispose();
  dispose();
});

testOn(["wasm"], "mixBlock() heeds the ratio unless it is told not to", async () => {
  for (const ratio of ["channel", "offset", "none"] as const) {
    const { block, anchors, partners, masks, dispose } = scene({ ratio });
    const other = tf.tensor1d([0.9, 0.9, 0.9]);
    const one = await read(masks()), two = await read(block.masks(anchors, partners, other, size));
    assertEquals(one.every((value, i) => value === two[i]), ratio === "none");
    other.dispose();
    dispose();
  }
});

testOn(both, "mixBlock() has the gradients that finite differences have", async () => {
  for (const options of [{}, { ratio: "offset", upsampling: "bilinear" }] as const) {
    const { block, masks, dispose } = scene(options);
    const variables = Object.values(block.weights);
    const above = tf.tensor3d(numbers(batch * size[0] * size[1], 9), [batch, ...size]);
    const cost = () => tf.sum(tf.mul(masks(), above)) as tf.Scalar;
    const { value, grads } = tf.variableGrads(cost, variables);
    value.dispose();
    assertEquals(Object.keys(grads).length, variables.length);
    const way = variables.map((variable, i) => tf.tensor(numbers(variable.size, 70 + i), variable.shape));
    const at = async (by: number) => {
      const move = (step: number) =>
        variables.forEach((variable, i) =>
          tf.tidy(() => variable.assign(tf.add(variable, tf.mul(way[i]!, step))))
        );
      move(by);
      const [sum] = await read(tf.tidy(cost));
      move(-by);
      return sum!;
    };
    const difference = (await at(1 / 64) - await at(-1 / 64)) * 32;
    const along = await Promise.all(
      variables.map(({ name }, i) => read(tf.tidy(() => tf.sum(tf.mul(grads[name]!, way[i]!))))),
    );
    const expected = along.reduce((sum, [one]) => sum + one!, 0);
    assertAlmostEquals(difference, expected, 5e-3 * Math.hypot(...along.map(([one]) => one!)));
    tf.dispose([grads, above, way]);
    dispose();
  }
});

Deno.test("mixBlock() refuses features of one channel and impossible weights", () => {
  assertThrows(() => mixBlock([2, 2, 1], key(1)), RangeError, "at least 2 channels, current value is 1");
  assertThrows(() => mixBlock([2, 2, 4], key(1), { deviation: -1 }), RangeError, "deviation must be >= 0");
});
