import { assert, assertAlmostEquals, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { encode } from "fast-png";
import { zipSync } from "fflate";
import jpeg from "jpeg-js";
import { embedded } from "../../../src/data/mod.ts";
import {
  decodeSafetensors,
  encodeSafetensors,
  type StoredTensor,
  type StoredTensors,
} from "../../../src/nn/mod.ts";
import type { EvaluationResult } from "../../../src/report/mod.ts";
import { exitCode, explain } from "../../../src/train/mod.ts";
import { modelArguments } from "../../../tasks/model_arguments.ts";
import { npyWith } from "../../data/npy/make_npy.ts";
import { inFolder, runTrain } from "../../train/command.ts";
import { type Refusal, runTask } from "../run_task.ts";

const small = ["--model", "convnet-s", "--backend", "wasm", "--limit-test", "60"];
const names = (path: string) => Array.from(Deno.readDirSync(path), ({ name }) => name).sort();

async function json<A>(path: string): Promise<A> {
  return JSON.parse(await Deno.readTextFile(path));
}

/** The picture of a test image of the embedded set, and its class. */
const dataset = embedded();
const image = (n: number) => ({
  width: 32,
  height: 32,
  data: dataset.test.images.slice(n * 3072, (n + 1) * 3072),
  channels: 3,
  depth: 8 as const,
});

Deno.test("eval measures what training measured, and predict says the same of the image files", () =>
  inFolder(async (cwd) => {
    const trained = await runTrain(
      cwd,
      ...small,
      "--limit-train",
      "256",
      "--batch-size",
      "32",
      "--epochs",
      "2",
      "--ema",
      "0.9",
      "--out",
      "run",
    );
    assertEquals(trained.code, 0, trained.stderr);
    const lines = (await Deno.readTextFile(`${cwd}/run/metrics.jsonl`)).trimEnd().split("\n");
    const { testLoss, top1, top5 } = JSON.parse(lines.at(-1)!);

    const evaluated = await runTask("eval", cwd, "--run", "run/", "--bins", "10");
    assertEquals([evaluated.code, evaluated.stderr], [0, ""]);
    const { measures, classNames, weights } = await json<EvaluationResult>(`${cwd}/run/evaluation.json`);
    assertEquals([measures.top1, measures.top5, measures.samples], [top1, top5, 60]);
    assertAlmostEquals(measures.loss, testLoss, 1e-6);
    assertEquals([weights, measures.calibration.bins.length], ["run/checkpoints/last.safetensors", 10]);
    assertStringIncludes(evaluated.stdout, `top-1 ${top1.toFixed(2)} %`);
    assertStringIncludes(evaluated.stdout, "run/evaluation.html\n");
    for (const name of classNames) assertStringIncludes(evaluated.stdout, `  ${name}`);

    // Weights under the names of PyTorch alone, as another program has them.
    const checkpoint = decodeSafetensors(await Deno.readFile(`${cwd}/run/checkpoints/last.safetensors`));
    assert(checkpoint._tag === "Right");
    const averaged = [...checkpoint.right.tensors].filter(([name]) => name.startsWith("ema."));
    const tensors: StoredTensors = new Map(averaged.map(([name, tensor]) => [name.slice(4), tensor]));
    await Deno.writeFile(`${cwd}/plain.safetensors`, encodeSafetensors(tensors));
    // And by the names of kuangliu/pytorch-cifar behind DataParallel, as NumPy saves them.
    const renamed = [...tensors].map(([name, tensor]) =>
      [`module.${name.replace(/^fc/, "linear")}.npy`, floats(tensor)] as const
    );
    await Deno.writeFile(`${cwd}/other.npz`, zipSync(Object.fromEntries(renamed)));
    for (
      const [file, args] of [
        ["plain.safetensors", small],
        ["other.npz", small],
        ["run/checkpoints/last.safetensors", []],
      ] as const
    ) {
      const again = await runTask("eval", cwd, "--weights", file, ...args, "--out", "pages");
      assertEquals([again.code, again.stderr], [0, ""]);
      assertEquals(
        (await json<EvaluationResult>(`${cwd}/pages/evaluation.json`)).measures.confusion,
        measures.confusion,
      );
    }

    await Deno.writeFile(`${cwd}/a.png`, encode(image(0)));
    await Deno.writeFile(`${cwd}/b.png`, encode(image(1)));
    const rgba = new Uint8Array(32 * 32 * 4).map((_, i) =>
      i % 4 === 3 ? 255 : image(0).data[3 * (i >> 2) + i % 4]!
    );
    await Deno.writeFile(`${cwd}/a.jpg`, jpeg.encode({ width: 32, height: 32, data: rgba }, 100).data);
    await Deno.writeTextFile(`${cwd}/c.png`, "no picture");
    const predicted = await runTask(
      "predict",
      cwd,
      "--run",
      "run",
      "--json",
      "a.png",
      "c.png",
      "b.png",
      "a.jpg",
      "--top",
      "10",
    );
    assertEquals(predicted.code, 4, "an image is damaged");
    assertStringIncludes(predicted.stderr, "c.png must be a PNG, JPEG or WebP image");
    const told = predicted.stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    assertEquals(told.map(({ file }) => file), ["a.png", "b.png", "a.jpg"]);
    for (const { classes } of told) {
      assertEquals(classes.map(({ name }: { name: string }) => name).sort(), [...dataset.classNames].sort());
      assertAlmostEquals(
        classes.reduce((sum: number, { probability }: { probability: number }) => sum + probability, 0),
        1,
        1e-9,
      );
    }
    assertEquals(told[0].classes[0].name, told[2].classes[0].name, "PNG and JPEG of an image");

    const text = await runTask("predict", cwd, "--run", "run", "--checkpoint", "best", "--top", "2", "a.png");
    assertEquals([text.code, text.stderr], [0, ""]);
    assert(/^a\.png\n +[\d.]+ % {2}\w+\n +[\d.]+ % {2}\w+\n$/.test(text.stdout), text.stdout);
  }));

/** What the command line of both tasks says of wrong input; paths are below a folder. */
const refusals: Readonly<Record<string, Refusal>> = {
  "no model": {
    args: [],
    code: 2,
    says: ["Cannot test: one of --run and --weights must be given, current value is none"],
  },
  "two models": { args: ["--run", "a", "--weights", "b"], code: 2, says: ["current value is both"] },
  "an unknown flag": {
    args: ["--wieghts", "a"],
    code: 2,
    says: ["Unknown flag --wieghts, did you mean --weights?"],
  },
  "a flag without a value": { args: ["--run", "run", "--seed="], code: 2, says: ["--seed needs a value"] },
  "a run that is not there": {
    args: ["--run", "none"],
    code: 4,
    says: [
      "none/checkpoints/last.safetensors must be a file",
      "current value is nothing; name a folder that deno task train",
    ],
  },
  "a checkpoint that is not there": {
    args: ["--run", "run", "--checkpoint", "best"],
    code: 4,
    says: ["run/checkpoints/best.safetensors must be a file", "the run has last"],
  },
  "a damaged file": {
    args: ["--run", "run"],
    code: 4,
    says: ["Cannot read run/checkpoints/last.safetensors: "],
  },
  "a wrong setting": {
    args: ["--weights", "other.safetensors", "--model", "resnet19", "--batch-size", "0"],
    code: 2,
    says: ["Cannot test:", "did you mean resnet18?", "schedule.batchSize: must be a whole number > 0"],
  },
};

/** What only the tasks themselves find out. */
const late: Readonly<Record<string, Refusal & { readonly task: "eval" | "predict" }>> = {
  "weights of another network": {
    task: "eval",
    args: ["--weights", "other.safetensors", ...small],
    code: 4,
    says: ["Cannot load weights into convnet-s: it lacks conv1.weight, ", "no part of it is called other"],
  },
  "no bins": {
    task: "eval",
    args: ["--weights", "other.safetensors", "--bins", "0"],
    code: 2,
    says: ["--bins must be a whole number > 0, current value is 0", "deno task eval --help"],
  },
  "a value without a flag": {
    task: "eval",
    args: ["--weights", "other.safetensors", "x"],
    code: 2,
    says: ["Unexpected argument x"],
  },
  "no image": {
    task: "predict",
    args: ["--weights", "other.safetensors"],
    code: 2,
    says: ["an image file must be named, current value is nothing", "deno task predict --help"],
  },
  "no class": {
    task: "predict",
    args: ["--weights", "other.safetensors", "--top", "x", "a.png"],
    code: 2,
    says: ["--top must be a whole number > 0, current value is x"],
  },
};

/** A folder with a damaged checkpoint and weights of nothing. */
async function withDamage(work: (cwd: string) => Promise<void>): Promise<void> {
  await inFolder(async (cwd) => {
    await Deno.mkdir(`${cwd}/run/checkpoints`, { recursive: true });
    await Deno.writeTextFile(`${cwd}/run/checkpoints/last.safetensors`, "damaged");
    const other = new Map([["other", { shape: [2], data: Float32Array.of(1, 2) }]]);
    await Deno.writeFile(`${cwd}/other.safetensors`, encodeSafetensors(other));
    await work(cwd);
  });
}

for (const [name, { args, code, says }] of Object.entries(refusals)) {
  Deno.test(`a task about a model refuses ${name}`, () =>
    withDamage(async (cwd) => {
      const placed = args.map((arg) => /^(run|none|a|b|other.*)$/.test(arg) ? `${cwd}/${arg}` : arg);
      const error = await assertRejects(() =>
        modelArguments(placed, { task: "test", cannot: "Cannot test", usage: [], flags: {} })
      );
      const message = explain(error).replaceAll(`${cwd}/`, "");
      for (const part of says) assertStringIncludes(message, part);
      assertEquals(exitCode(error), code);
    }));
}

Deno.test("eval and predict say what is wrong and end with the exit code for it", () =>
  withDamage(async (cwd) => {
    for (const [name, { task, args, code, says }] of Object.entries(late)) {
      const result = await runTask(task, cwd, ...args);
      for (const part of says) assertStringIncludes(result.stderr, part, name);
      assertEquals(result.code, code, name);
      assertEquals(/^\s+at /m.test(result.stderr), false, result.stderr);
      assertEquals(names(cwd), ["other.safetensors", "run"], name);
    }
    const help = await runTask("predict", cwd, "--help");
    assertEquals([help.code, help.stderr], [0, ""]);
    for (const flag of ["--weights FILE", "--run DIR", "--top COUNT", "--dataset NAME"]) {
      assertStringIncludes(help.stdout, flag);
    }
  }));

/** A NumPy file of 32-bit floats. */
function floats({ shape, data }: StoredTensor): Uint8Array {
  const bytes = new Uint8Array(Float32Array.from(data as Float32Array).buffer);
  return npyWith(`{'descr': '<f4', 'fortran_order': False, 'shape': (${shape.join(", ")},), }`, bytes);
}
