/**
 * Measures the most memory that training holds: `deno run --allow-read --allow-env bench/step_memory.ts FOLDER_OF_CIFAR10
 * [wasm | webgpu] [MODEL] [BATCH] [STEPS]`, 2 steps of resnet18 at batch 128 unless said otherwise. On a software WebGPU adapter
 * that is all memory there is; on another, what the device holds is not counted.
 */
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs";
import { isLeft } from "fp-ts/Either";
import process from "node:process";
import { limit, loadCifar10 } from "../src/data/mod.ts";
import { miamix } from "../src/method/mod.ts";
import { learn } from "./learn.ts";

const [folder = "data", backend = "wasm", model = "resnet18", batch = "128", steps = "2"] = Deno.args;
const batchSize = Number(batch);

tf.enableProdMode();
if (!await tf.setBackend(backend)) throw new Error(`Cannot start ${backend}`);
const loaded = await loadCifar10(folder)();
if (isLeft(loaded)) throw loaded.left;
const { train, test, ...about } = loaded.right;
const dataset = { ...about, train: limit(train, batchSize), test: limit(test, batchSize) };

const started = performance.now(), most = () => Math.round(process.resourceUsage().maxRSS / 1024);
console.log(`${most()} MiB resident at most before the first step of ${model}`);
let step = 0;
await learn({
  ...{ dataset, model, recipe: miamix(), seed: 1, epochs: Number(steps), batchSize, lr: 0.1 },
  optimizer: {},
}, {
  step() {
    if (step > 0) report();
    step++;
  },
});
report();

function report(): void {
  const { numTensors } = tf.memory();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(
    `${most()} MiB at most after ${step} steps of ${batchSize} images, ${numTensors} tensors, ${seconds} s`,
  );
}
