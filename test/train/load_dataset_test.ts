import { assertEquals, assertRejects } from "@std/assert";
import { type Dataset, embedded, limit, mislabel, type Samples, type Split } from "../../src/data/mod.ts";
import { type DataConfig, loadDataset } from "../../src/train/load_dataset.ts";
import { TrainError } from "../../src/train/mod.ts";

const config: DataConfig = {
  dataset: "embedded",
  dataDir: null,
  cacheDir: null,
  memory: 2000,
  workers: 0,
  limitTrain: null,
  limitTest: 10,
  size: null,
  orientation: "apply",
  perClass: 3,
  testFolder: null,
  badImages: "stop",
  labels: "fine",
  validation: null,
  fold: null,
  labelNoise: 0,
  seed: 1,
};

function images(samples: Samples): Uint8Array {
  return (samples as Split).images;
}

/** Images as texts, so that they can be looked up. */
function pictures({ train, test }: Dataset<Samples>): readonly (readonly string[])[] {
  return [train, test].map((samples) =>
    Array.from({ length: samples.count }, (_, n) => `${images(samples).subarray(3072 * n, 3072 * (n + 1))}`)
  );
}

Deno.test("a configuration takes as many images of each class as it says", async () => {
  const { train, test } = await loadDataset(config);
  assertEquals([train.count, test.count], [30, 10]);
  for (let label = 0; label < 10; label++) {
    assertEquals(train.labels.filter((one) => one === label).length, 3);
  }
});

Deno.test("a limit takes the same images, with the same noise in their labels, as if all had been loaded", async () => {
  const all = embedded();
  for (const limits of [{ limitTrain: 37, limitTest: 12 }, { limitTrain: 9000, limitTest: null }]) {
    const { train, test } = await loadDataset({ ...config, ...limits, perClass: null, labelNoise: 0.5 });
    const expected = limit(all.train, limits.limitTrain);
    assertEquals(images(train), expected.images);
    assertEquals(train.labels, mislabel(expected, { probability: 0.5, classes: 10, seed: 1 }).labels);
    assertEquals(images(test), limit(all.test, limits.limitTest ?? 1000).images);
  }
});

Deno.test("label noise changes that share of the training labels, and no test label", async () => {
  const right = await loadDataset(config), wrong = await loadDataset({ ...config, labelNoise: 1 });
  assertEquals(images(wrong.train), images(right.train));
  assertEquals([...wrong.train.labels].filter((label, i) => label === right.train.labels[i]), []);
  assertEquals(wrong.test.labels, right.test.labels);
});

Deno.test("a folder for a set that is drawn is refused, and so is a class with too few images", async () => {
  await assertRejects(() => loadDataset({ ...config, dataDir: "x" }), TrainError, "current value is x");
  await assertRejects(() => loadDataset({ ...config, perClass: 401 }), RangeError, "at least 401 samples");
});

Deno.test("a share of every class is held out of the training images and measured with", async () => {
  const all = await loadDataset({ ...config, perClass: null, limitTest: null });
  const held = await loadDataset({ ...config, perClass: null, limitTest: null, validation: 0.25 });
  assertEquals([held.train.count, held.test.count], [3000, 1000]);
  for (let label = 0; label < 10; label++) {
    assertEquals(held.test.labels.filter((one) => one === label).length, 100);
  }
  const [known = []] = pictures(all), [kept = [], measured = []] = pictures(held);
  assertEquals(new Set([...kept, ...measured]), new Set(known));
});

Deno.test("folds are measured with one after the other, each image once", async () => {
  const parts = await Promise.all(
    [1, 2, 3].map((part) =>
      loadDataset({ ...config, perClass: null, limitTest: null, fold: `${part}/3`, labelNoise: 1 })
    ),
  );
  assertEquals(parts.map(({ train, test }) => train.count + test.count), [4000, 4000, 4000]);
  assertEquals(new Set(parts.flatMap((part) => pictures(part)[1]!)).size, 4000);
  const labels = parts.flatMap(({ test }) => [...test.labels]);
  const counts = Array.from({ length: 10 }, (_, label) => labels.filter((one) => one === label).length);
  assertEquals(counts, Array(10).fill(400));
});

Deno.test("two ways to hold out, and groups of a set that has none, are refused", async () => {
  await assertRejects(
    () => loadDataset({ ...config, validation: 0.1, fold: "1/5" }),
    TrainError,
    "only one of --validation and --fold can be given, current value is 0.1 and 1/5",
  );
  await assertRejects(() => loadDataset({ ...config, fold: "1/9999" }), RangeError, "integer in 2…4000");
  await assertRejects(
    () => loadDataset({ ...config, labels: "coarse" }),
    TrainError,
    "--labels coarse goes with --dataset cifar100, current value is embedded",
  );
});
