import { assertEquals, assertStringIncludes } from "@std/assert";
import { writeOutput } from "../../src/train/mod.ts";
import { inFolder, runTrain } from "./command.ts";

interface Case {
  readonly args: readonly string[];
  readonly code: number;
  /** Each must be in what the user reads. */
  readonly says: readonly string[];
  /** Files to lay down first. */
  readonly files?: Readonly<Record<string, string>>;
}

const script = (body: string) =>
  `import { cutmix, mixup, pair, anyone, chooseRecipe } from "@miamix/miamix";\n${body}\n`;
const names = Array.from({ length: 10 }, (_, i) => `class${i}`).join("\n");

const cases: Readonly<Record<string, Case>> = {
  "an unknown flag and a wrong value, both at once": {
    args: ["--methd", "cutmix", "--lr", "-1"],
    code: 2,
    says: [
      "--methd: unknown flag, did you mean --method?",
      "optimizer.lr: must be > 0, current value is -1, from --lr",
      "deno task train --help",
    ],
  },
  "a fold that is none, and a share of all": {
    args: ["--fold", "3/2", "--validation", "1", "--partners", "al"],
    code: 2,
    says: [
      "data.fold: must be I/K with 1 <= I <= K and K >= 2, such as 2/5, current value is 3/2, from --fold",
      "data.validation: must be in (0, 1), current value is 1, from --validation",
      "mixing.partners: must be one of batch, all, current value is al, did you mean all?, from --partners",
    ],
  },
  "a wrong file and a wrong flag, both at once": {
    args: ["--config", "mine.json", "--epochs", "0"],
    code: 2,
    says: [
      "schedule.epochs: must be a whole number > 0, current value is 0, from --epochs",
      "optimizer.lr: must be > 0, current value is fast, from mine.json",
      "optimizer.momentun: unknown key, did you mean optimizer.momentum?, from mine.json",
    ],
    files: { "mine.json": '{ "optimizer": { "lr": "fast", "momentun": 0.5 } }' },
  },
  "a file that is no JSON": {
    args: ["--config", "mine.json"],
    code: 2,
    says: ["mine.json: must be JSON"],
    files: { "mine.json": "lr: 3" },
  },
  "a configuration file that is not there": {
    args: ["--config", "mine.json"],
    code: 2,
    says: ["--config: must name a file that can be read, current value is mine.json"],
  },
  "an unknown method": {
    args: ["--method", "mixpu"],
    code: 2,
    says: ["mixing.method: must be one of", "current value is mixpu, did you mean mixup?"],
  },
  "a script that asks for a negative alpha": {
    args: ["--method", "./mine.ts"],
    code: 2,
    says: ["./mine.ts", "alpha must be > 0, current value is -1", "mine.ts:2:"],
    files: { "mine.ts": script("export default mixup({ alpha: -1 });") },
  },
  "a script with weights that are all zero": {
    args: ["--method", "./mine.ts"],
    code: 2,
    says: ["./mine.ts", "weight"],
    files: { "mine.ts": script("export default () => chooseRecipe([0, mixup()], [0, cutmix()]);") },
  },
  "a script that stops half-way": {
    args: ["--method", "./mine.ts"],
    code: 2,
    says: ["./mine.ts", "must be a recipe", "a draft that is only paired"],
    files: { "mine.ts": script("export default pair(anyone());") },
  },
  "a script without a default export": {
    args: ["--method", "./mine.ts"],
    code: 2,
    says: ["./mine.ts", "default export must be a recipe", "undefined"],
    files: { "mine.ts": script("export const recipe = mixup();") },
  },
  "a script that cannot be parsed": {
    args: ["--method", "./mine.ts"],
    code: 2,
    says: ["Cannot load the method ./mine.ts: ", "mine.ts:2:"],
    files: { "mine.ts": script("export default ;;; {") },
  },
  "a script whose recipe is none": {
    args: ["--method", "./mine.ts"],
    code: 2,
    says: [
      "./mine.ts",
      'must be a recipe or a function that returns one, current value is { stage: "mixed" }',
    ],
    files: { "mine.ts": script('export default { stage: "mixed" };') },
  },
  "a checkpoint that is a folder": {
    args: ["--resume", "run"],
    code: 4,
    says: [
      "no checkpoint in run is whole",
      "run/checkpoints/last.safetensors",
      "must be a file that can be read",
    ],
    files: { "run/checkpoints/last.safetensors/x": "" },
  },
  "a script that is not there": { args: ["--method", "./mine.ts"], code: 2, says: ["./mine.ts"] },
  "a data set without its folder": {
    args: ["--dataset", "cifar10"],
    code: 4,
    says: ["deno task data cifar10"],
  },
  "a data folder that is not there": {
    args: ["--dataset", "cifar10", "--data-dir", "photos"],
    code: 4,
    says: ["photos"],
  },
  "a data file that is cut short": {
    args: ["--dataset", "cifar10", "--data-dir", "."],
    code: 4,
    says: ["data_batch_1.bin", "3,073"],
    files: {
      "batches.meta.txt": names,
      "test_batch.bin": "x",
      ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`data_batch_${n}.bin`, "x".repeat(3000)])),
    },
  },
  "a run folder that holds something": {
    args: ["--out", "."],
    code: 2,
    says: ["--out", "thesis.tex"],
    files: { "thesis.tex": "" },
  },
  "a run folder below a file": {
    args: ["--out", "thesis.tex/run"],
    code: 2,
    says: ["--out", "thesis.tex/run"],
    files: { "thesis.tex": "" },
  },
  "a run folder that it may not write": {
    args: ["--out", "/proc/run", "--dataset", "cifar10", "--data-dir", "photos"],
    code: 1,
    says: [
      "Cannot write the run folder /proc/run: ",
    ],
  },
};

for (const [name, { args, code, says, files = {} }] of Object.entries(cases)) {
  Deno.test(`train refuses ${name}`, () =>
    inFolder(async (cwd) => {
      for (const [path, text] of Object.entries(files)) await writeOutput(`${cwd}/${path}`, text);
      const result = await runTrain(cwd, ...args);
      for (const part of says) assertStringIncludes(result.stderr, part);
      assertEquals(result.code, code, result.stderr);
      assertEquals(/^\s+at /m.test(result.stderr), false, result.stderr);
      const left = Array.from(Deno.readDirSync(cwd), ({ name }) => name).sort();
      assertEquals(left, Object.keys(files).map((path) => path.split("/")[0]!).sort());
    }));
}
