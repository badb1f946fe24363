import * as tf from "@tensorflow/tfjs";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { andThen, automix, chooseRecipe, cutmix, learned, mixup } from "../../mod.ts";
import { follow, lambdaLoss, learnedMixture, momentumSchedule } from "../../src/automix/mod.ts";
import { learnedMasks } from "../../src/automix/learned_masks.ts";
import { upsample } from "../../src/automix/upsample.ts";
import { both, numbers, read, testOn } from "../nn/_backends.ts";

testOn(both, "upsample() is PyTorch's interpolate(), with align_corners=False", async () => {
  const maps = tf.tensor3d([0, 1, 2, 4], [1, 2, 2]);
  // torch.nn.functional.interpolate(torch.tensor([[[[0., 1.], [2., 4.]]]]), size=(4, 4), mode="bilinear")
  const bilinear = [0, .25, .75, 1, .5, .8125, 1.4375, 1.75, 1.5, 1.9375, 2.8125, 3.25, 2, 2.5, 3.5, 4];
  assertEquals([...await read(upsample(maps, [4, 4], "bilinear"))], bilinear);
  const even = [0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 4, 4, 2, 2, 4, 4];
  assertEquals([...await read(upsample(maps, [4, 4], "nearest"))], even);
  maps.dispose();
});

testOn(["wasm"], "upsample() keeps what is constant, for any pair of sizes", async () => {
  for (const [from, to] of [[[3, 5], [7, 11]], [[4, 4], [4, 4]], [[1, 2], [6, 3]]] as const) {
    for (const how of ["nearest", "bilinear"] as const) {
      const flat = tf.fill([2, ...from], 0.25) as tf.Tensor3D;
      const large = upsample(flat, to, how);
      assertEquals(large.shape, [2, ...to]);
      for (const value of await read(large)) assertEquals(value, 0.25);
      flat.dispose();
    }
  }
});

testOn(both, "the λ loss and its gradient are zero inside the margin, and grow outside", async () => {
  const share = tf.tensor1d([0.5, 0.5]);
  const at = (mean: number) => tf.fill([2, 3, 3], mean) as tf.Tensor3D;
  const cases = [[0.5, 0, 0], [0.42, 0, 0], [0.59, 0, 0], [0.8, 0.2, 1], [0.1, 0.3, -1]] as const;
  for (const [mean, loss, slope] of cases) {
    const masks = at(mean);
    const { value, grad } = tf.valueAndGrad((x: tf.Tensor) => lambdaLoss(x as tf.Tensor3D, share, 0.1))(
      masks,
    );
    assertAlmostEquals((await read(value))[0]!, loss, 1e-6);
    for (const one of await read(grad)) assertAlmostEquals(one, slope / 18, 1e-7);
    masks.dispose();
  }
  share.dispose();
});

testOn(["wasm"], "the λ loss judges every sample by itself", async () => {
  const masks = tf.tensor3d([1, 1, 0, 0], [2, 2, 1]), share = tf.tensor1d([0.5, 0.5]);
  assertAlmostEquals((await read(lambdaLoss(masks, share, 0.1)))[0]!, 0.4, 1e-6);
  tf.dispose([masks, share]);
});

testOn(
  both,
  "follow() moves each number by exactly its share of the way, and copies with momentum 0",
  async () => {
    const start = [numbers(6, 1), numbers(4, 2)], goal = [numbers(6, 3), numbers(4, 4)];
    const variables = (values: readonly Float32Array[]) =>
      values.map((value) => tf.tidy(() => tf.variable(tf.tensor(value, [2, value.length / 2]))));
    const followers = variables(start), leaders = variables(goal);
    follow(followers, leaders, 0.75);
    for (const [i, follower] of followers.entries()) {
      const expected = start[i]!.map((value, n) =>
        Math.fround(Math.fround(0.75 * value) + Math.fround(0.25 * goal[i]![n]!))
      );
      assertEquals(await follower.data(), expected);
      assertEquals(await leaders[i]!.data(), goal[i]);
    }
    follow(followers, leaders, 1);
    follow(followers, leaders, 0);
    for (const [i, follower] of followers.entries()) assertEquals(await follower.data(), goal[i]);
    assertThrows(() => follow(followers, leaders.slice(1), 0.5), RangeError, "must be 2 variables");
    assertThrows(() => follow(followers, leaders, 1.5), RangeError, "momentum must be in [0, 1]");
    tf.dispose([...followers, ...leaders]);
  },
);

Deno.test("momentum is held for a tenth of the run and then rises along half a cosine", () => {
  const momentum = momentumSchedule(1000, { warmUp: false });
  assertEquals([momentum(0), momentum(50), momentum(100)], [0.999, 0.999, 0.999]);
  assertAlmostEquals(momentum(550), (0.999 + 0.999999) / 2, 1e-12);
  assertAlmostEquals(momentum(1000), 0.999999, 1e-12);
  const warm = momentumSchedule(20_000);
  assertEquals([warm(0), warm(90)], [0.1, 0.91]);
  assertEquals(warm(15_000), momentumSchedule(20_000, { warmUp: false })(15_000));
  assertThrows(() => momentumSchedule(0), RangeError, "steps must be an integer >= 1");
  assertThrows(() => momentumSchedule(1, { start: 2 }), RangeError, "start must be in [0, 1]");
});

testOn(both, "every raster that is asked for is that of its sample and its ratio", async () => {
  const block = {
    masks: (
      anchors: tf.Tensor4D,
      _: tf.Tensor4D,
      share: tf.Tensor1D,
      [height, width]: readonly [number, number],
    ) =>
      tf.tidy(() => {
        const each = tf.add(tf.mul(anchors.reshape([-1]), 10), share).reshape([-1, 1, 1]);
        return tf.mul(each, tf.ones([1, height, width])) as tf.Tensor3D;
      }),
  };
  const features = tf.tensor4d([1, 2, 3], [3, 1, 1, 1]);
  const asked = [{ sample: 0, ratio: 0.25 }, { sample: 2, ratio: 0.5 }, { sample: 2, ratio: 0.75 }];
  const masks = learnedMasks(block, features, features, asked, [2, 1]);
  assertEquals(masks.shape, [3, 2, 1]);
  assertEquals([...await read(masks)], [10.75, 10.75, 30.5, 30.5, 30.25, 30.25]);
  const none = learnedMasks(block, features, features, [], [2, 1]);
  assertEquals(none.shape, [0, 2, 1]);
  tf.dispose([none, features]);
});

Deno.test("learnedMixture() finds the recipe that asks for masks, and refuses one that mixes mixed images", () => {
  assertEquals(learnedMixture(cutmix()), undefined);
  assertEquals(learnedMixture(chooseRecipe([1, cutmix()], [1, automix()]))?.mask.name, learned().name);
  assertEquals(learnedMixture(andThen(mixup())(automix()))?.mask.name, "learned()");
  assertThrows(
    () => learnedMixture(andThen(automix())(mixup())),
    RangeError,
    "in the first recipe of a sequence",
  );
  assert(learnedMixture(automix()) !== undefined);
});
