import { learnedMixture } from "../../src/automix/mod.ts";
import { embedded, type Samples } from "../../src/data/mod.ts";
import { vanilla } from "../../src/method/mod.ts";
import { network } from "../../src/nn/mod.ts";
import {
  type Config,
  decodeArguments,
  loadRecipe,
  type Run,
  runKeys,
  stepsPerEpoch,
} from "../../src/train/mod.ts";

const { train, test, ...about } = embedded({ train: 32, test: 8 });
const some = { model: "convnet-s", batchSize: 4, epochs: 2, views: "none" } as const;

/** A run on the backend that is set, with 32 images or others of the same size. */
export async function tinyRun(settings: Partial<Config> = {}, samples: Samples = train): Promise<Run> {
  const defaults = decodeArguments([]);
  if (defaults._tag === "Left") throw new Error("the defaults must be a configuration");
  const config = { ...defaults.right.config, ...some, ...settings };
  const { height, width, channels, classNames, mean, std } = about;
  const options = { size: [height, width], channels, classes: classNames.length, mean, std } as const;
  const recipe = await loadRecipe(config);
  const build = () => network(config.model, options, runKeys(config.seed).network);
  return {
    config,
    recipe,
    unmixed: vanilla(),
    dataset: { ...about, train: samples, test },
    backend: { name: "wasm", adapter: "", summary: "" },
    kernels: {},
    network: build(),
    follower: learnedMixture(recipe) && build(),
    stepsPerEpoch: stepsPerEpoch(samples.count, config.batchSize),
  };
}

/** The images as floats, one of which is not a number; all of them are, where there is none of that id. */
export function withNan(id: number): Samples {
  const size = train.images.length / train.count;
  return {
    count: train.count,
    labels: train.labels,
    read(ids) {
      const images = new Float32Array(ids.length * size);
      for (const [row, one] of Array.from(ids).entries()) {
        for (let i = 0; i < size; i++) {
          images[row * size + i] = one === id ? NaN : train.images[one * size + i]! / 255;
        }
      }
      return Promise.resolve(images as unknown as Uint8Array);
    },
  };
}
