import { parseArgs } from "@std/cli/parse-args";
import { contactSheet } from "../src/gallery/mod.ts";
import { methods } from "../src/method/mod.ts";
import { key } from "../src/random/mod.ts";
import { loadDataset } from "../src/train/load_dataset.ts";
import { exitCode, explain, loadRecipe, TrainError } from "../src/train/mod.ts";
import { nearest } from "../src/train/nearest.ts";

const flags: Readonly<Record<string, string>> = {
  out: "FILE      where to write the picture (default: gallery.png)",
  "data-dir": "DIR  a folder with the CIFAR-10 binary files (default: the embedded set)",
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
  const { out = "gallery.png", seed = "0", method } = given as Readonly<Record<string, string | undefined>>;
  const dataDir = given["data-dir"] as string | undefined ?? null;
  if (!/^\d+$/.test(seed)) {
    usage(`Cannot draw the gallery: --seed must be a whole number >= 0, current value is ${seed}`);
  }
  const names = method === undefined ? Object.keys(methods) : [method];
  const recipes = await Promise.all(
    names.map(async (name) => [name, await loadRecipe({ method: name, views: "none" })] as const),
  );
  const dataset = await loadDataset({
    dataset: dataDir === null ? "embedded" : "cifar10",
    dataDir,
    limitTrain: null,
    limitTest: null,
  });
  await Deno.writeFile(out, contactSheet(Object.fromEntries(recipes), dataset, key(Number(seed))));
  console.log(`${out}: ${names.join(", ")} on ${dataset.name}`);
}

function refuse(argument: string): never {
  const [name = ""] = argument.split("=");
  const meant = nearest(name, Object.keys(flags).map((flag) => `--${flag}`));
  return usage(`Unknown flag ${name}${meant === undefined ? "" : `, did you mean ${meant}?`}`);
}

function usage(message: string): never {
  throw new TrainError("usage", `${message}\ndeno task gallery --help lists the flags.`);
}

try {
  await main(Deno.args);
} catch (error) {
  console.error(explain(error));
  Deno.exit(exitCode(error));
}
