/**
 * What mixing does on few real images: 2,000 of CIFAR-10 at 16×16, the network convnet-s, 40 epochs of SGD with Nesterov
 * momentum 0.9, learning rate 0.05 falling along a cosine, weight decay 5e-4, batches of 50, no crop and no flip. Every
 * method starts from the same weights for a seed. Prints a line a run, and the mean and standard deviation over seeds.
 *
 *     deno run --allow-read --allow-env bench/regularizing.ts FOLDER_OF_CIFAR10 [SEEDS]
 */
import "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs";
import { isLeft } from "fp-ts/Either";
import { halve, limit, loadCifar10 } from "../src/data/mod.ts";
import { type Method, methods } from "../src/method/mod.ts";
import { network } from "../src/nn/mod.ts";
import { fold, permutation } from "../src/random/mod.ts";
import { cosine, evaluate, runKeys, sgd } from "../src/train/mod.ts";
import { feedBatch } from "../src/train/feed.ts";
import { trainStep } from "../src/train/train_step.ts";

const [folder = "data", seeds = "3"] = Deno.args;
const names = ["vanilla", "mixup", "miamix"];
const images = 2000, epochs = 40, batchSize = 50, lr = 0.05;

tf.enableProdMode();
await tf.setBackend("wasm");
const loaded = await loadCifar10(folder)();
if (isLeft(loaded)) throw loaded.left;
const dataset = halve({ ...loaded.right, train: limit(loaded.right.train, images) });
console.log(
  `${dataset.train.count} training and ${dataset.test.count} test images of 16×16 on ${tf.getBackend()}`,
);

for (const name of names) {
  const results = [];
  for (let seed = 1; seed <= Number(seeds); seed++) {
    const result = await run(methods[name]!, seed);
    console.log(
      `${name} seed ${seed}: test top-1 ${result.top1.toFixed(2)} %, test loss ${result.loss.toFixed(3)}`,
    );
    results.push(result);
  }
  console.log(
    `${name}: top-1 ${spread(results.map(({ top1 }) => top1), 2)} %, loss ${
      spread(results.map(({ loss }) => loss), 3)
    }`,
  );
}

async function run(method: Method, seed: number) {
  const { height, width, channels, classNames, mean, std } = dataset;
  const keys = runKeys(seed);
  const learner = {
    network: network(
      "convnet-s",
      { size: [height, width], channels, classes: classNames.length, mean, std },
      keys.network,
    ),
    optimizer: sgd({ momentum: 0.9, weightDecay: 5e-4, nesterov: true }),
    recipe: method.build(),
    dataset,
    partners: "batch" as const,
    labelSmoothing: 0,
  };
  const steps = Math.floor(dataset.train.count / batchSize);
  const rate = cosine({ lr, steps: epochs * steps });
  for (let step = 0; step < epochs * steps; step++) {
    const epoch = Math.floor(step / steps);
    const order = permutation(fold(keys.order, epoch), dataset.train.count);
    const ids = order.subarray((step % steps) * batchSize, (step % steps + 1) * batchSize);
    const fed = await feedBatch(learner, ids, fold(keys.mixing, step), 0);
    const loss = await trainStep(learner, fed, { lr: rate(step), step });
    await loss.data();
    loss.dispose();
  }
  const result = await evaluate(learner.network, dataset, { batchSize: 200 });
  learner.network.dispose();
  learner.optimizer.dispose();
  return result!;
}

function spread(values: readonly number[], digits: number): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) /
    Math.max(1, values.length - 1);
  return `${mean.toFixed(digits)} ± ${Math.sqrt(variance).toFixed(digits)}`;
}
