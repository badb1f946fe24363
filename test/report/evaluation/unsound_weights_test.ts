import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { encodeSafetensors, network, readWeights, type StoredTensors } from "../../../src/nn/mod.ts";
import { key } from "../../../src/random/mod.ts";
import { readModel } from "../../../src/report/mod.ts";
import {
  decodeArguments,
  encodeCheckpoint,
  exitCode,
  explain,
  type Identity,
  nestConfig,
  readCommand,
} from "../../../src/train/mod.ts";
import { greyPng } from "./grey_folders.ts";
import { modelArguments } from "../../../tasks/model_arguments.ts";
import { inFolder } from "../../train/command.ts";
import { runTask } from "../run_task.ts";

const command = decodeArguments([]);
if (command._tag === "Left") throw new Error("the defaults must be a configuration");
const { config } = command.right;
const images = {
  size: [32, 32],
  channels: 3,
  classNames: ["a", "b"],
  mean: [0, 0, 0],
  std: [1, 1, 1],
} as const;
const identity: Identity = {
  config: nestConfig((field) => config[field]),
  recipe: "",
  data: "abc",
  images,
  backend: "wasm",
  device: "here",
  kernels: {},
  versions: {},
};

/** A checkpoint of a run, as far as it is read before a network is built. */
function checkpoint(weights: StoredTensors, average?: StoredTensors, of: Identity = identity): Uint8Array {
  const progress = { epochs: 1, steps: 0, lossSum: 0, epochSeconds: 0, seconds: 1, best: null };
  return encodeCheckpoint({ progress, weights, velocity: undefined, average, automix: undefined }, of, 1);
}

const sound: StoredTensors = new Map([
  ["conv1.weight", { shape: [3], data: Float32Array.of(1, -1, 0) }],
  ["bn1.running_var", { shape: [2], data: Float32Array.of(0, 1) }],
]);
const unsound: Readonly<Record<string, readonly [StoredTensors, string]>> = {
  "a weight that is not a number": [
    new Map([...sound, ["conv1.weight", { shape: [3], data: Float32Array.of(NaN, 1, NaN) }]]),
    "conv1.weight must hold finite 32-bit floats, current value is 2 of 3 that are not",
  ],
  "an infinite running statistic": [
    new Map([...sound, ["bn1.running_var", { shape: [2], data: Float32Array.of(1, Infinity) }]]),
    "bn1.running_var must hold finite 32-bit floats, current value is 1 of 2 that are not",
  ],
  "a negative variance": [
    new Map([...sound, ["bn1.running_var", { shape: [2], data: Float32Array.of(1, -1) }]]),
    "bn1.running_var must hold variances >= 0, current value is 1 of 2 that are not",
  ],
};

for (const [name, [tensors, says]] of Object.entries(unsound)) {
  Deno.test(`eval, predict and train refuse ${name} when they read it`, () =>
    inFolder(async (cwd) => {
      await Deno.mkdir(`${cwd}/run/checkpoints`, { recursive: true });
      const last = `${cwd}/run/checkpoints/last.safetensors`, plain = `${cwd}/plain.safetensors`;
      await Deno.writeFile(last, checkpoint(tensors));
      await Deno.writeFile(plain, encodeSafetensors(tensors));
      await Deno.writeFile(`${cwd}/averaged.safetensors`, checkpoint(sound, tensors));
      const asked = (...args: readonly string[]) =>
        modelArguments(args, { task: "eval", cannot: "Cannot evaluate", usage: [], flags: {} });
      const readers = {
        run: () => asked("--run", `${cwd}/run`),
        checkpoint: () => asked("--weights", last),
        average: () => asked("--weights", `${cwd}/averaged.safetensors`),
        "other program": () => asked("--weights", plain, "--model", "small"),
        "resume a run": () => readCommand(["--resume", `${cwd}/run`]),
        "resume a file": () => readCommand(["--resume", last]),
      };
      for (const [reader, read] of Object.entries(readers)) {
        const error = await assertRejects(read as () => Promise<unknown>);
        assertStringIncludes(explain(error), reader === "average" ? `ema.${says}` : says);
        assertEquals(exitCode(error), 4, reader);
      }
      await Deno.writeFile(last, checkpoint(sound));
      for (const read of [readers.run, readers.checkpoint]) await read();
    }));
}

Deno.test("answers that are not finite are refused, though the weights are", () =>
  inFolder(async (cwd) => {
    const options = { size: [32, 32], channels: 3, classes: 10, mean: [0, 0, 0], std: [1, 1, 1] } as const;
    const built = network("convnet-s", options, key(1));
    const weights = new Map(await readWeights(built));
    built.dispose();
    for (const name of ["fc.weight", "fc.bias"]) {
      const { shape, data } = weights.get(name)!;
      weights.set(name, { shape, data: new Float32Array(data.length).fill(3.4e38) });
    }
    await Deno.writeFile(`${cwd}/large.safetensors`, encodeSafetensors(weights));
    await Deno.writeFile(`${cwd}/a.png`, greyPng(90, 1));
    const flags = ["--weights", "large.safetensors", "--model", "convnet-s", "--backend", "wasm"];
    for (
      const [task, args] of [["eval", ["--limit-test", "10"]], ["predict", ["--json", "a.png"]]] as const
    ) {
      const { code, stdout, stderr } = await runTask(task, cwd, ...flags, ...args);
      assertStringIncludes(stderr, "Cannot ask convnet-s: its logits must be finite, current value is ");
      assertEquals([code, stdout.includes("null"), stdout.includes("top-1")], [4, false, false], task);
    }
  }));

Deno.test("a checkpoint of version 0.1.0 takes mean and classes from its run", () =>
  inFolder(async (cwd) => {
    const { images: _, ...old } = identity;
    await Deno.mkdir(`${cwd}/run/checkpoints`, { recursive: true });
    const file = `${cwd}/run/checkpoints/best.safetensors`;
    await Deno.writeFile(file, checkpoint(sound, undefined, old));
    const { classNames, mean, std } = images;
    const record = { data: { size: [32, 32, 3], classNames, mean, std } };
    await Deno.writeTextFile(`${cwd}/run/config.json`, JSON.stringify(record));
    await Deno.copyFile(file, `${cwd}/best.safetensors`);
    const places = [{ run: `${cwd}/run`, checkpoint: "best" }, { weights: file }] as const;
    for (const place of places) assertEquals((await readModel(place)).learned?.data, images);
    assertEquals((await readModel({ weights: `${cwd}/best.safetensors` })).learned?.data, undefined);
  }));

for (
  const [flag, text, rule] of [
    ["--mean", "123.7,116.3,103.5", "--mean must be numbers in [0, 1] with commas between them"],
    ["--mean", "0.5,,0.5", "--mean must be numbers in [0, 1]"],
    ["--std", "0.2,0,0.2", "--std must be numbers in (0, 1] with commas between them"],
    ["--std", "0.2;0.2", "--std must be numbers in (0, 1]"],
    ["--std", "NaN", "current value is NaN"],
  ] as const
) {
  Deno.test(`a task about a model refuses ${flag} ${text}`, async () => {
    const args = ["--weights", "none", flag, text];
    const error = await assertRejects(() =>
      modelArguments(args, { task: "eval", cannot: "Cannot evaluate", usage: [], flags: {} })
    );
    assertStringIncludes(explain(error), `Cannot evaluate: ${rule.startsWith("--") ? rule : flag}`);
    assertStringIncludes(explain(error), rule);
    assertEquals(exitCode(error), 2);
  });
}

Deno.test("a task about a model refuses --mean and --std for a run, which says them", () =>
  inFolder(async (cwd) => {
    await Deno.writeFile(`${cwd}/own.safetensors`, checkpoint(sound));
    for (const flag of ["mean", "std"]) {
      const args = ["--weights", `${cwd}/own.safetensors`, `--${flag}`, "0.5,0.5,0.5"];
      const error = await assertRejects(() =>
        modelArguments(args, { task: "eval", cannot: "Cannot evaluate", usage: [], flags: {} })
      );
      assertStringIncludes(explain(error), `--${flag} must not be given for a model of a run`);
      assertEquals(exitCode(error), 2);
    }
  }));
