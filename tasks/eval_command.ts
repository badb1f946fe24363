import {
  demandFiniteLogits,
  evaluationLines,
  evaluationPage,
  type EvaluationResult,
  measure,
  networkFor,
  showData,
} from "../src/report/mod.ts";
import { demandFolder } from "../src/train/mod.ts";
import { storageError } from "../src/train/storage_error.ts";
import { testLogits } from "../src/train/test_logits.ts";
import { writeWhole } from "../src/train/write_whole.ts";
import { perform } from "./command/perform.ts";
import { modelArguments, refuse } from "./model_arguments.ts";

const command = {
  task: "eval",
  cannot: "Cannot evaluate",
  usage: [
    "Measures what a network knows of the test images: top-1, top-5, loss, accuracy by class, confusions, calibration.",
    "",
    "  deno task eval --run RUN       also writes evaluation.html and evaluation.json into the folder of the run",
    "  deno task eval --weights FILE  measures any weights; --out says where the page goes",
    "",
    "Mean, deviation, size and classes are those of the run. Classes are matched by name. With data of your own",
    "(--dataset, --data-dir), pages are written where --out says.",
  ],
  flags: {
    bins: "COUNT  how many bins the calibration error is measured in (default: 15)",
    out: "DIR  the folder of evaluation.html and evaluation.json",
  },
};

async function main(args: readonly string[]): Promise<void> {
  const asked = await modelArguments(args, command);
  if (asked === undefined) return;
  const { place, model, config, statistics, own: { bins = "15", out }, rest } = asked;
  if (rest.length > 0) refuse(command, `Unexpected argument ${rest[0]}: every value needs a flag before it`);
  if (!/^[1-9]\d{0,5}$/.test(bins)) {
    refuse(command, `Cannot evaluate: --bins must be a whole number > 0, current value is ${bins}`);
  }
  const run = "run" in place ? place.run : undefined, wanted = out ?? run;
  if (wanted !== undefined) await demandFolder(wanted, "Cannot evaluate: --out");
  const { dataset, data: { classNames, ...data }, own: isOwn, notes } = await showData(model, config, {
    statistics,
    confined: true,
  });
  const { test } = dataset;
  const batchSize = Math.min(config.batchSize, test.count);
  const options = { ...data, classes: classNames.length };
  const { network, backend } = await networkFor({
    ...config,
    options,
    weights: model.weights,
    batchSize,
  });
  console.log(`Weights: ${model.file}, ${network.name}`);
  const kind = config.validation ?? config.fold ? "validation" : "test";
  const dealt = dataset.dealt === true && kind === "test" ? ", dealt out of all" : "";
  console.log(`Data: ${dataset.name}, ${test.count} ${kind} images${dealt}`);
  for (const note of notes) console.log(note);
  console.log(backend.summary);
  const logits = new Float32Array(test.count * classNames.length);
  let at = 0;
  for await (const some of testLogits(network, dataset, batchSize)) {
    logits.set(some.logits, at);
    at += some.logits.length;
  }
  demandFiniteLogits(network, logits);
  const measures = measure({ logits, labels: test.labels, classes: classNames.length }, {
    bins: Number(bins),
  });
  const { name, adapter } = backend;
  const result = {
    weights: model.file,
    network: network.name,
    dataset: dataset.name,
    backend: { name, adapter },
    notes,
    classNames,
    measures,
  };
  for (const line of evaluationLines(result)) console.log(line);
  const folder = isOwn ? wanted : out;
  if (folder !== undefined) await write(folder, result);
  else if (run !== undefined) {
    console.log(`Not written into ${run}, whose data are others: --out says where to.`);
  }
}

async function write(folder: string, result: EvaluationResult): Promise<void> {
  try {
    await Deno.mkdir(folder, { recursive: true });
    await writeWhole(`${folder}/evaluation.json`, `${JSON.stringify(result, null, 1)}\n`);
    await writeWhole(`${folder}/evaluation.html`, evaluationPage(result));
  } catch (cause) {
    throw storageError(folder, cause);
  }
  console.log(`${folder}/evaluation.html`);
}

await perform(main);
