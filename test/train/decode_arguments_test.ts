import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { isLeft, isRight } from "fp-ts/Either";
import { type Config, decodeArguments, flags } from "../../src/train/mod.ts";

function messages(...args: string[]): readonly string[] {
  const decoded = decodeArguments(args);
  return isLeft(decoded) ? decoded.left.map(({ message }) => message) : [];
}

function config(...args: string[]): Config {
  const decoded = decodeArguments(args);
  assert(isRight(decoded), JSON.stringify(decoded));
  return decoded.right.config;
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

Deno.test("decodeArguments() takes every flag", () => {
  const line =
    "--dataset cifar10 --data-dir photos --limit-train 100 --limit-test=50 --size 64 --per-class 9 " +
    "--labels coarse --validation 0.1 --fold 2/5 --partners all --label-noise .2 --method ./mine.ts --views none --model convnet-s --epochs 3 --batch-size 7 --lr 1e-3 " +
    "--momentum 0 --weight-decay=0 --seed 0 --backend wasm --out here";
  assertEquals({ ...config(...line.split(" ")) }, {
    dataset: "cifar10",
    dataDir: "photos",
    limitTrain: 100,
    limitTest: 50,
    size: 64,
    perClass: 9,
    labels: "coarse",
    validation: 0.1,
    fold: "2/5",
    labelNoise: 0.2,
    method: "./mine.ts",
    partners: "all",
    views: "none",
    model: "convnet-s",
    epochs: 3,
    batchSize: 7,
    lr: 1e-3,
    momentum: 0,
    weightDecay: 0,
    seed: 0,
    backend: "wasm",
    out: "here",
  });
});

Deno.test("decodeArguments() takes flags after a -- as it takes others", () => {
  assertEquals(config("--", "--epochs", "3").epochs, 3);
});

Deno.test("decodeArguments() names the rule, the flag and the value", () => {
  assertEquals(messages("--lr", "-1"), ["Cannot train: --lr must be > 0, current value is -1"]);
  assertEquals(messages("--lr=-1"), ["Cannot train: --lr must be > 0, current value is -1"]);
  assertEquals(messages("--lr", "fast"), ["Cannot train: --lr must be > 0, current value is fast"]);
  assertEquals(messages("--momentum", "1"), [
    "Cannot train: --momentum must be in [0, 1), current value is 1",
  ]);
  assertEquals(messages("--epochs", "1.5"), [
    "Cannot train: --epochs must be a whole number > 0, current value is 1.5",
  ]);
  assertEquals(messages("--out"), ["Cannot train: --out needs a value (DIR)"]);
  assertEquals(messages("--backend", "webgl"), [
    "Cannot train: --backend must be one of auto, webgpu, wasm, current value is webgl",
  ]);
});

Deno.test("decodeArguments() suggests what was meant", () => {
  assertEquals(messages("--methd", "cutmix"), ["Unknown flag --methd, did you mean --method?"]);
  assertEquals(messages("--dryrun"), ["Unknown flag --dryrun, did you mean --dry-run?"]);
  assertEquals(messages("--zzz=1"), ["Unknown flag --zzz"]);
  assertEquals(
    messages("--method", "mixpu")[0]?.endsWith("current value is mixpu, did you mean mixup?"),
    true,
  );
  assertEquals(messages("cutmix"), ["Unexpected argument cutmix: every value needs a flag before it"]);
});

Deno.test("decodeArguments() reports everything that is wrong, each with its path and source", () => {
  const decoded = decodeArguments(["--lr", "0", "--sed", "1", "--batch-size", "none"]);
  assert(isLeft(decoded));
  assertEquals(decoded.left.map(({ path, source }) => [path, source]), [
    ["", "--sed"],
    ["batchSize", "--batch-size"],
    ["lr", "--lr"],
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
  assertEquals(action("-h", "--dry-run"), "help");
});

Deno.test("decodeArguments() never throws, and every issue has a message", () => {
  const words = fc.oneof(
    fc.string(),
    fc.constantFrom("--lr", "--seed", "--out", "--help", "--", "-", "--no-views", "-1", "=", "--lr="),
    fc.string().map((text) => `--${text}`),
  );
  fc.assert(fc.property(fc.array(words, { maxLength: 6 }), (args) => {
    const decoded = decodeArguments(args);
    if (isLeft(decoded)) assert(decoded.left.every(({ message }) => message.length > 0));
  }));
});
