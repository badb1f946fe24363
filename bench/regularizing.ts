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
import { methods } from "../src/method/mod.ts";
import { learn, spread } from "./learn.ts";

const [folder = "data", seeds = "3"] = Deno.args;
const names = ["vanilla", "mixup", "miamix"];

tf.enableProdMode();
await tf.setBackend("wasm");
const loaded = await loadCifar10(folder)();
if (isLeft(loaded)) throw loaded.left;
const dataset = halve({ ...loaded.right, train: limit(loaded.right.train, 2000) });
console.log(
  `${dataset.train.count} training and ${dataset.test.count} test images of 16×16 on ${tf.getBackend()}`,
);

for (const name of names) {
  const results = [];
  for (let seed = 1; seed <= Number(seeds); seed++) {
    const result = await learn({
      ...{ dataset, model: "convnet-s", recipe: methods[name]!.build(), seed },
      ...{ epochs: 40, batchSize: 50, lr: 0.05 },
      optimizer: { momentum: 0.9, weightDecay: 5e-4, nesterov: true },
    });
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
