import { isLeft } from "fp-ts/Either";
import { describe, outline } from "../../mod.ts";
import { embedded } from "../../src/data/mod.ts";
import { writePictures } from "../../src/report/mod.ts";
import { decodeArguments, loadRecipe, type Metrics, nestConfig } from "../../src/train/mod.ts";

/** The metrics of a run that learns. */
export function someMetrics(epochs: number, seed = 0): Metrics[] {
  return Array.from({ length: epochs }, (_, i) => {
    const wave = 0.05 * Math.sin(7 * i + seed) + seed / 100;
    return {
      epoch: i + 1,
      step: 31 * (i + 1),
      trainLoss: 1.2 + 1.2 * Math.exp(-i / 3) + wave,
      testLoss: 0.8 + 1.4 * Math.exp(-i / 3) - wave,
      top1: 80 - 60 * Math.exp(-i / 3) + 10 * wave,
      top5: 99 - 40 * Math.exp(-i / 3),
      lr: 0.05 * (1 + Math.cos(Math.PI * i / epochs)),
      seconds: 12.5 * (i + 1),
      imagesPerSecond: 800 + 200 * wave,
    };
  });
}

const dataset = embedded({ train: 300, test: 10 });

/** Makes the folder that a run leaves behind, without training. */
export async function makeRun(
  path: string,
  args: readonly string[],
  metrics: readonly Metrics[],
): Promise<void> {
  const command = decodeArguments(args);
  if (isLeft(command)) throw new Error(command.left[0].message);
  const { config } = command.right;
  const recipe = await loadRecipe(config);
  const record = {
    config: nestConfig((field) => config[field]),
    recipe: describe(recipe).split("\n"),
    outline: outline(recipe),
    data: { name: dataset.name, size: [32, 32, 3], classNames: dataset.classNames },
    backend: { name: "webgpu", adapter: "an adapter" },
  };
  await Deno.mkdir(path, { recursive: true });
  await Deno.writeTextFile(`${path}/config.json`, JSON.stringify(record));
  await Deno.writeTextFile(
    `${path}/metrics.jsonl`,
    metrics.map((epoch) => `${JSON.stringify(epoch)}\n`).join(""),
  );
  await writePictures(path, { config, recipe, dataset });
}
