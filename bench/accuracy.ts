/**
 * Whether the default network learns here as it does in PyTorch: `small` on CIFAR-10, without mixing and with Mixup, 8 epochs of
 * SGD with momentum 0.9, learning rate 0.1 falling along a cosine, weight decay 5e-4, batches of 128, no crop and no flip.
 *
 * For every seed the network is trained three times: here on wasm; in PyTorch from the same first weights, with the same
 * batches, partners and ratios, so that nothing but rounding and errors can make a difference; and in PyTorch with what
 * PyTorch draws itself, which also shows what another seed changes. Prints a line a seed, and the mean and standard
 * deviation over seeds.
 *
 *     deno run --allow-read --allow-write --allow-env --allow-run=/usr/bin/python3 bench/accuracy.ts FOLDER_OF_CIFAR10 [SEEDS]
 *
 * (Debian: `apt-get install python3-torch`)
 */
import "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs";
import { isLeft } from "fp-ts/Either";
import { fileURLToPath } from "node:url";
import { loadCifar10 } from "../src/data/mod.ts";
import { methods } from "../src/method/mod.ts";
import { encodeSafetensors, readWeights, type StoredTensors } from "../src/nn/mod.ts";
import type { FedBatch } from "../src/train/mod.ts";
import { average, learn, spread } from "./learn.ts";

const [folder = "data", seeds = "3"] = Deno.args;
const python = "/usr/bin/python3";
const names = ["vanilla", "mixup"] as const;
const plan = { epochs: 8, batchSize: 128, lr: 0.1 }, optimizer = { momentum: 0.9, weightDecay: 5e-4 };

tf.enableProdMode();
await tf.setBackend("wasm");
const loaded = await loadCifar10(folder)();
if (isLeft(loaded)) throw loaded.left;
const dataset = loaded.right;
console.log(`${dataset.train.count} training and ${dataset.test.count} test images of 32×32`);

/** What a network knows of the test images. */
interface Result {
  readonly top1: number;
  readonly loss: number;
}

const sides = ["here", "PyTorch, same draws", "PyTorch, own draws"] as const;
const file = await Deno.makeTempFile({ suffix: ".safetensors" });
try {
  for (const method of names) {
    const results: Record<typeof sides[number], Result>[] = [];
    for (let seed = 1; seed <= Number(seeds); seed++) {
      const here = await own(method, seed);
      const [same, other] = [await peer(method, seed, file), await peer(method, seed)];
      const result = { "here": here, "PyTorch, same draws": same, "PyTorch, own draws": other };
      results.push(result);
      console.log(
        `${method} seed ${seed}: ${sides.map((side) => `${side} ${line(result[side])}`).join("; ")}`,
      );
    }
    const all = (side: typeof sides[number], of: keyof Result) => results.map((result) => result[side][of]);
    for (const side of sides) {
      const away = average(all("here", "top1")) - average(all(side, "top1"));
      console.log(
        `${method}, ${side}: top-1 ${spread(all(side, "top1"), 2)} %, loss ${spread(all(side, "loss"), 3)}` +
          (side === "here" ? "" : `; here is ${away.toFixed(2)} points above`),
      );
    }
  }
} finally {
  await Deno.remove(file);
}

/** Trains here, and writes what was drawn to the file. */
async function own(method: typeof names[number], seed: number): Promise<Result> {
  let weights: StoredTensors = new Map();
  const ids: number[] = [], partner: number[] = [], ratio: number[] = [];
  const recipe = methods[method]!.build();
  const result = await learn({ dataset, model: "small", recipe, seed, ...plan, optimizer }, {
    start: async (network) => void (weights = await readWeights(network)),
    step({ batch, plan: { passes: [pass] } }: FedBatch) {
      ids.push(...Array.from(batch.ids!));
      partner.push(...pass!.partner);
      ratio.push(...pass!.params); // all that the flat mask of these methods draws
    },
  });
  const shape = [ids.length / plan.batchSize, plan.batchSize];
  const tensors: StoredTensors = new Map([
    ...weights,
    ["ids", { shape, data: Int32Array.from(ids) }],
    ["partner", { shape, data: Int32Array.from(partner) }],
    ["ratio", { shape, data: Float32Array.from(ratio) }],
  ]);
  await Deno.writeFile(file, encodeSafetensors(tensors));
  return result;
}

/** Trains in PyTorch. */
async function peer(method: string, seed: number, ...drawn: readonly string[]): Promise<Result> {
  const { mean, std } = dataset;
  const settings = JSON.stringify({ folder, method, seed, ...plan, ...optimizer, mean, std });
  const script = fileURLToPath(new URL("peers/accuracy.py", import.meta.url));
  const { success, stdout, stderr } = await new Deno.Command(python, { args: [script, settings, ...drawn] })
    .output();
  if (!success) throw new Error(`${python} ${script} failed: ${new TextDecoder().decode(stderr)}`);
  return JSON.parse(new TextDecoder().decode(stdout));
}

function line({ top1, loss }: Result): string {
  return `${top1.toFixed(2)} % (loss ${loss.toFixed(3)})`;
}
