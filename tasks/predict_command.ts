import * as tf from "@tensorflow/tfjs";
import { type Either, isLeft } from "fp-ts/Either";
import { DataError } from "../src/data/mod.ts";
import {
  demandFiniteLogits,
  imageInput,
  networkFor,
  rankedClasses,
  readImage,
  showData,
} from "../src/report/mod.ts";
import { exitCode, explain } from "../src/train/mod.ts";
import { readBack } from "../src/train/read_back.ts";
import { perform } from "./command/perform.ts";
import { modelArguments, refuse } from "./model_arguments.ts";

const command = {
  task: "predict",
  cannot: "Cannot predict",
  usage: [
    "Says what is on images: the likeliest classes of PNG, JPEG and WebP files.",
    "",
    "  deno task predict --run RUN FILE…",
    "  deno task predict --weights FILE --model NAME --dataset NAME FILE…",
    "",
    "Of an image the largest centred square is taken and resized to what the network has learned from.",
  ],
  flags: { top: "COUNT  how many classes of each image are told (default: 5)" },
  switches: { json: "tell a JSON object a line instead" },
};

async function main(args: readonly string[]): Promise<number> {
  const asked = await modelArguments(args, command);
  if (asked === undefined) return 0;
  const { model, config, statistics, own: { top = "5" }, on, rest: files } = asked;
  if (!/^[1-9]\d{0,5}$/.test(top)) {
    refuse(command, `Cannot predict: --top must be a whole number > 0, current value is ${top}`);
  }
  if (files.length === 0) {
    refuse(command, "Cannot predict: an image file must be named, current value is nothing");
  }
  const { classNames, ...data } = model.learned?.data ??
    (await showData(model, config, { statistics, confined: true })).data;
  const { size: [height, width], channels } = data;
  if (height !== width) {
    throw new DataError(`Cannot predict: the network must take square images, it takes ${width}×${height}`);
  }
  const options = { ...data, classes: classNames.length };
  const { network } = await networkFor({
    ...config,
    options,
    weights: model.weights,
    batchSize: 1,
  });
  let code = 0;
  for (const file of files) {
    const picture: Either<DataError, Parameters<typeof imageInput>[0]> = await readImage(
      file,
      config.orientation,
    )();
    if (isLeft(picture)) {
      console.error(explain(picture.left));
      code = exitCode(picture.left);
      continue;
    }
    const input = imageInput(picture.right, height, channels);
    const logits = await readBack(
      tf.tidy(() => network.apply(tf.tensor4d(input, [1, height, width, channels]), { training: false })),
    );
    demandFiniteLogits(network, logits);
    const classes = rankedClasses(logits, classNames, Number(top));
    console.log(
      on.json ? JSON.stringify({ file, classes }) : [
        file,
        ...classes.map(({ name, probability }) =>
          `  ${(100 * probability).toFixed(1).padStart(5)} %  ${name}`
        ),
      ].join("\n"),
    );
  }
  return code;
}

await perform(main);
