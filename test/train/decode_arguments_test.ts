import { assert, assertEquals } from "@std/assert";
import { isLeft, isRight } from "fp-ts/Either";
import { decodeConfigJson } from "../../src/train/decode_config_file.ts";
import { flagName } from "../../src/train/flag_name.ts";
import { type Config, decodeArguments, flags, nestConfig, presets } from "../../src/train/mod.ts";

function messages(...args: string[]): readonly string[] {
  const decoded = decodeArguments(args);
  return isLeft(decoded) ? decoded.left.map(({ message }) => message) : [];
}

function config(...args: string[]): Config {
  const decoded = decodeArguments(args);
  assert(isRight(decoded), JSON.stringify(decoded));
  return decoded.right.config;
}

function fromFile(json: unknown): Config {
  const decoded = decodeArguments([], { file: { path: "mine.json", content: JSON.stringify(json) } });
  assert(isRight(decoded), JSON.stringify(decoded));
  return decoded.right.config;
}

function valuesOf(table: Readonly<Record<keyof Config, readonly [string, unknown]>>): Config {
  return Object.fromEntries(
    Object.entries(table).map(([field, [, value]]) => [field, value]),
  ) as unknown as Config;
}

/** A file that sets some fields, and no others. */
function nestPartly(settings: Partial<Config>): unknown {
  return JSON.parse(JSON.stringify(nestConfig((field) => settings[field])));
}

Deno.test("decodeArguments() without arguments gives the defaults of the table", () => {
  const defaults = Object.fromEntries(Object.entries(flags).map(([field, flag]) => [field, flag.fallback]));
  assertEquals({ ...config() }, defaults as unknown as Config);
  assertEquals([config().batchSize, config().lr, config().momentum, config().weightDecay], [
    128,
    0.1,
    0.9,
    5e-4,
  ]);
});

/** Every setting with a value that is not its default, as a flag writes it and as it is understood. */
const others: { readonly [K in keyof Config]: readonly [text: string, value: Config[K]] } = {
  preset: ["demo", "demo"],
  dataset: ["cifar10", "cifar10"],
  dataDir: ["photos", "photos"],
  cacheDir: ["kept", "kept"],
  memory: ["0.5", 0.5],
  workers: ["0", 0],
  limitTrain: ["100", 100],
  limitTest: ["50", 50],
  size: ["64", 64],
  orientation: ["ignore", "ignore"],
  perClass: ["9", 9],
  testFolder: ["holdout", "holdout"],
  badImages: ["skip", "skip"],
  labels: ["coarse", "coarse"],
  validation: ["0.1", 0.1],
  fold: ["2/5", "2/5"],
  labelNoise: [".2", 0.2],
  method: ["./mine.ts", "./mine.ts"],
  partners: ["all", "all"],
  views: ["none", "none"],
  mixProb: ["0.5", 0.5],
  mixOffEpoch: ["0", 0],
  labelSmoothing: ["0.1", 0.1],
  model: ["convnet-s", "convnet-s"],
  epochs: ["3", 3],
  warmupEpochs: ["2", 2],
  batchSize: ["7", 7],
  lr: ["1e-3", 1e-3],
  momentum: ["0", 0],
  weightDecay: ["0", 0],
  ema: ["0.99", 0.99],
  seed: ["0", 0],
  backend: ["wasm", "wasm"],
  kernels: ["auto", "auto"],
  out: ["here", "here"],
  checkpointSteps: ["10", 10],
  checkpointEpochs: ["2", 2],
  keep: ["3", 3],
  maxTime: ["1h30m", 5400],
  patience: ["4", 4],
  logFormat: ["json", "json"],
  quiet: ["true", true],
};
const fields = Object.keys(flags) as (keyof Config)[];

Deno.test("decodeArguments() takes every flag", () => {
  const line = fields.flatMap((field) =>
    flags[field].takes === "" ? [`--${flagName(field)}`] : [`--${flagName(field)}`, others[field][0]]
  );
  assertEquals({ ...config(...line) }, valuesOf(others));
  const joined = fields.map((field) => `--${flagName(field)}=${others[field][0]}`);
  assertEquals({ ...config(...joined) }, valuesOf(others));
});

Deno.test("decodeArguments() takes every setting from a file, and the file of a run", () => {
  const settings = nestConfig((field) => others[field][1]);
  for (const json of [settings, { $schema: "x", ...settings }, { config: settings, versions: {}, data: 3 }]) {
    assertEquals({ ...fromFile(json) }, valuesOf(others));
  }
});

Deno.test("a flag goes before the file, that before the preset, that before what was recorded, that before the defaults", () => {
  const content = JSON.stringify({ optimizer: { lr: 0.3 }, schedule: { epochs: 7 }, seed: 3, loss: {} });
  const decoded = decodeArguments(["--preset", "paper-cifar100", "--lr", "0.2"], {
    file: { path: "mine.json", content },
    recorded: { name: "the run", config: { seed: 9, data: { name: "mnist", perClass: 4 } } },
  });
  assert(isRight(decoded), JSON.stringify(decoded));
  const { config, origins } = decoded.right;
  const seen =
    (["lr", "epochs", "seed", "dataset", "perClass", "views", "momentum", "model", "size"] as const).map((
      field,
    ) => [
      config[field],
      origins[field],
    ]);
  assertEquals(seen, [
    [0.2, "--lr"],
    [7, "mine.json"],
    [3, "mine.json"],
    ["cifar100", "preset paper-cifar100"],
    [4, "the run"],
    ["crop-flip", "preset paper-cifar100"],
    [0.9, "preset paper-cifar100"],
    ["resnet18", "preset paper-cifar100"],
    [null, "default"],
  ]);
});

Deno.test("a file may name a preset, and go before it", () => {
  const { dataset, epochs } = fromFile({ preset: "paper-cifar10", schedule: { epochs: 2 } });
  assertEquals([dataset, epochs], ["cifar10", 2]);
});

Deno.test("none takes back what a file sets", () => {
  const file = { path: "mine.json", content: '{"stop":{"patience":3}}' };
  const decoded = decodeArguments(["--patience", "none"], { file });
  assertEquals(isRight(decoded) && decoded.right.config.patience, null);
});

Deno.test("every preset is a configuration", () => {
  for (const [name, { config: settings }] of Object.entries(presets)) {
    const decoded = decodeConfigJson(name, nestPartly(settings));
    assertEquals(decoded.issues, []);
    assertEquals(decoded.values, settings);
    assertEquals(config("--preset", name).preset, name);
  }
});

Deno.test("decodeArguments() takes flags after a -- as it takes others", () => {
  assertEquals(config("--", "--epochs", "3").epochs, 3);
});

Deno.test("decodeArguments() names the rule, the flag and the value", () => {
  assertEquals(messages("--lr", "-1"), ["optimizer.lr: must be > 0, current value is -1, from --lr"]);
  assertEquals(messages("--lr=-1"), ["optimizer.lr: must be > 0, current value is -1, from --lr"]);
  assertEquals(messages("--lr", "fast"), ["optimizer.lr: must be > 0, current value is fast, from --lr"]);
  assertEquals(messages("--momentum", "1"), [
    "optimizer.momentum: must be in [0, 1), current value is 1, from --momentum",
  ]);
  assertEquals(messages("--epochs", "1.5"), [
    "schedule.epochs: must be a whole number > 0, current value is 1.5, from --epochs",
  ]);
  assertEquals(messages("--out"), ["out: needs a value (DIR), from --out"]);
  assertEquals(messages("--backend", "webgl"), [
    "backend: must be one of auto, webgpu, wasm, current value is webgl, from --backend",
  ]);
});

Deno.test("decodeArguments() suggests what was meant", () => {
  assertEquals(messages("--methd", "cutmix"), ["--methd: unknown flag, did you mean --method?"]);
  assertEquals(messages("--dryrun"), ["--dryrun: unknown flag, did you mean --dry-run?"]);
  assertEquals(messages("--zzz=1"), ["--zzz: unknown flag"]);
  assertEquals(
    messages("--method", "mixpu")[0]?.endsWith("current value is mixpu, did you mean mixup?, from --method"),
    true,
  );
  assertEquals(messages("cutmix"), ["cutmix: every value needs a flag before it"]);
});

Deno.test("decodeArguments() reports everything that is wrong, each with its path and source", () => {
  const decoded = decodeArguments(["--lr", "0", "--sed", "1", "--batch-size", "none"]);
  assert(isLeft(decoded));
  assertEquals(decoded.left.map(({ path, source }) => [path, source]), [
    ["--sed", "--sed"],
    ["schedule.batchSize", "--batch-size"],
    ["optimizer.lr", "--lr"],
  ]);
});

Deno.test("decodeArguments() prefers help over everything", () => {
  const action = (...args: string[]) => {
    const decoded = decodeArguments(args);
    return isRight(decoded) ? decoded.right.action : decoded.left;
  };
  assertEquals(action(), "train");
  assertEquals(action("--list"), "list");
  assertEquals(action("--dry-run", "--print-config"), "print-config");
  assertEquals(action("--print-schema"), "print-schema");
  assertEquals(action("-h", "--dry-run"), "help");
});

Deno.test("a warmup that fills the run is refused, with where each comes from", () => {
  assertEquals(messages("--warmup-epochs", "3", "--epochs", "3"), [
    "schedule.warmupEpochs: must be < schedule.epochs, which is 3, current value is 3, from --warmup-epochs",
  ]);
});
