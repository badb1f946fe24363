import { parseArgs } from "@std/cli/parse-args";
import { isLeft } from "fp-ts/Either";
import { learnedMixture } from "../src/automix/mod.ts";
import { datasets } from "../src/data/mod.ts";
import { contactSheet } from "../src/gallery/mod.ts";
import { methods } from "../src/method/mod.ts";
import { key } from "../src/random/mod.ts";
import { demandFile, loadRecipe, TrainError, writeOutput } from "../src/train/mod.ts";
import { perform } from "./command/perform.ts";
import { nearest } from "../src/train/nearest.ts";

const flags: Readonly<Record<string, string>> = {
  out: "FILE      where to write the picture (default: gallery.png)",
  "data-dir": "DIR  a folder with the files of the data set (default: the embedded set, which needs none)",
  dataset: "NAME  which data set (default: cifar10 where there is a --data-dir)",
  "test-folder":
    "NAME  the folder beside train that images are tested with (default: val, valid, validation, test)",
  "bad-images": "stop|skip  stop at a damaged image, or leave such out and list them (default: stop)",
  seed: "NUMBER   which pairs and masks (default: 0)",
  method: "NAME|FILE  one method, or a script whose default export is a recipe (default: every method)",
};

function help(): string {
  const lines = Object.entries(flags).map(([name, text]) => `  --${name} ${text}`);
  return ["Draws what every method does to the same pairs of images.", "", ...lines].join("\n");
}

async function main(args: readonly string[]): Promise<void> {
  const given = parseArgs(args, { string: Object.keys(flags), boolean: ["help"], unknown: refuse });
  if (given.help === true) return console.log(help());
  const text = given as Readonly<Record<string, string | undefined>>;
  const { out = "gallery.png", seed = "0", method, "data-dir": dataDir } = text;
  const name = text.dataset ?? (dataDir === undefined ? "embedded" : "cifar10");
  if (!/^\d+$/.test(seed)) {
    usage(`Cannot draw the gallery: --seed must be a whole number >= 0, current value is ${seed}`);
  }
  await demandFile(out, "Cannot draw the gallery: --out");
  const names = method === undefined ? Object.keys(methods) : [method];
  const recipes = await Promise.all(
    names.map(async (name) => [name, await loadRecipe({ method: name, views: "none", mixProb: 1 })] as const),
  );
  const source = datasets[name] ??
    usage(
      `Cannot draw the gallery: --dataset must be one of ${
        Object.keys(datasets).join(", ")
      }, current value is ${name}`,
    );
  const { "test-folder": testFolder, "bad-images": badImages = "stop" } = text;
  if (badImages !== "stop" && badImages !== "skip") {
    usage(`Cannot draw the gallery: --bad-images must be stop or skip, current value is ${badImages}`);
  }
  if (testFolder !== undefined && name !== "folder") {
    usage(`Cannot draw the gallery: --test-folder goes with --dataset folder, current value is ${name}`);
  }
  const loaded = await source.load({
    badImages,
    ...(dataDir === undefined ? {} : { dataDir }),
    ...(testFolder === undefined ? {} : { testFolder }),
  })();
  if (isLeft(loaded)) throw loaded.left;
  await writeOutput(out, contactSheet(Object.fromEntries(recipes), loaded.right, key(Number(seed))));
  console.log(`${out}: ${names.join(", ")} on ${loaded.right.name}`);
  for (const note of loaded.right.notes ?? []) console.log(note);
  if (recipes.some(([, recipe]) => learnedMixture(recipe) !== undefined)) {
    console.log("Masks that are learned in training (automix) are flat here: nothing has taught them yet.");
  }
}

function refuse(argument: string): never {
  const [name = ""] = argument.split("=");
  const meant = nearest(name, Object.keys(flags).map((flag) => `--${flag}`));
  return usage(`Unknown flag ${name}${meant === undefined ? "" : `, did you mean ${meant}?`}`);
}

function usage(message: string): never {
  throw new TrainError("usage", `${message}\ndeno task gallery --help lists the flags.`);
}

await perform(main);
