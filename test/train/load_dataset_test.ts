import { assertEquals, assertRejects } from "@std/assert";
import { type DataConfig, loadDataset } from "../../src/train/load_dataset.ts";
import { TrainError } from "../../src/train/mod.ts";

const config: DataConfig = {
  dataset: "embedded",
  dataDir: null,
  limitTrain: null,
  limitTest: 10,
  size: null,
  perClass: 3,
  labelNoise: 0,
  seed: 1,
};

Deno.test("a configuration takes as many images of each class as it says", async () => {
  const { train, test } = await loadDataset(config);
  assertEquals([train.count, test.count], [30, 10]);
  for (let label = 0; label < 10; label++) {
    assertEquals(train.labels.filter((one) => one === label).length, 3);
  }
});

Deno.test("label noise changes that share of the training labels, and no test label", async () => {
  const right = await loadDataset(config), wrong = await loadDataset({ ...config, labelNoise: 1 });
  assertEquals(wrong.train.images, right.train.images);
  assertEquals([...wrong.train.labels].filter((label, i) => label === right.train.labels[i]), []);
  assertEquals(wrong.test.labels, right.test.labels);
});

Deno.test("a folder for a set that is drawn is refused, and so is a class with too few images", async () => {
  await assertRejects(() => loadDataset({ ...config, dataDir: "x" }), TrainError, "current value is x");
  await assertRejects(() => loadDataset({ ...config, perClass: 401 }), RangeError, "at least 401 samples");
});
