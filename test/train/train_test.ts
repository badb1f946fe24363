import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { finish, inFolder, runTrain, trainCommand } from "./command.ts";

const tiny = ["--limit-train", "64", "--limit-test", "20", "--batch-size", "32", "--epochs", "2"];

/** The lines of a run's metrics, without what the clock decides. */
function steady(path: string): unknown[] {
  const lines = Deno.readTextFileSync(`${path}/metrics.jsonl`).trimEnd().split("\n");
  return lines.map((line) => ({ ...JSON.parse(line), seconds: 0, imagesPerSecond: 0 }));
}

function folders(cwd: string): string[] {
  return Array.from(Deno.readDirSync(cwd), ({ name }) => name);
}

const noAdapter = await navigator.gpu.requestAdapter() === null && !Deno.env.get("MIAMIX_REQUIRE_WEBGPU");

for (const backend of ["wasm", "webgpu"]) {
  const skipped = backend === "webgpu" && noAdapter ? " (ignored: no WebGPU adapter)" : "";
  Deno.test({
    name: `train on ${backend} gives the same metrics for the same seed${skipped}`,
    ignore: skipped !== "",
    fn: () =>
      inFolder(async (cwd) => {
        const args = [...tiny, "--backend", backend];
        const first = await runTrain(cwd, ...args, "--out", "first");
        assertEquals(first.code, 0, first.stderr);
        assertEquals((await runTrain(cwd, ...args, "--out", "second")).code, 0);
        const lines = steady(`${cwd}/first`);
        assertEquals(lines, steady(`${cwd}/second`));
        assertEquals(
          lines.map((line) => Object.keys(line as object)),
          [1, 2].map(() => [
            "epoch",
            "step",
            "trainLoss",
            "testLoss",
            "top1",
            "top5",
            "lr",
            "seconds",
            "imagesPerSecond",
          ]),
        );
        assertEquals(folders(`${cwd}/first`).sort().map((name) => name.replace(/\d{10}/, "TIME")), [
          "checkpoints",
          "config.json",
          "events.out.tfevents.TIME.miamix",
          "images.safetensors",
          "metrics.csv",
          "metrics.jsonl",
          "pictures",
          "report.html",
        ]);
        const closing = first.stdout.trimEnd().split("\n").at(-1) ?? "";
        for (const part of ["Trained: small with miamix on embedded", "2 of 2 epochs", "images/s", "first"]) {
          assertStringIncludes(closing, part);
        }
        assert(!first.stdout.includes("\x1b"), "no control characters off a terminal");
      }),
  });
}

Deno.test("train takes a recipe from a script, and names the run folder after it", () =>
  inFolder(async (cwd) => {
    await Deno.writeTextFile(
      `${cwd}/mine.ts`,
      'import { cutmix, mixup, chooseRecipe } from "@miamix/miamix";\n' +
        "export default () => chooseRecipe([1, mixup()], [2, cutmix()]);\n",
    );
    const args = [...tiny, "--epochs", "1", "--method", "./mine.ts", "--backend", "wasm", "--views", "none"];
    const { code, stderr } = await runTrain(cwd, ...args);
    assertEquals(code, 0, stderr);
    const [run = "", ...others] = folders(`${cwd}/runs`);
    assertEquals(others, []);
    assert(/^mine-embedded-\d{8}-\d{6}$/.test(run), run);
    const record = JSON.parse(await Deno.readTextFile(`${cwd}/runs/${run}/config.json`));
    assertEquals(record.config.mixing.method, "./mine.ts");
    assertStringIncludes(record.recipe.join("\n"), "box()");
    assertEquals(record.backend.name, "wasm");
  }));

Deno.test("train --kernels auto records whose kernels it found faster, and tfjs is refused where it lacks some", () =>
  inFolder(async (cwd) => {
    const args = [...tiny, "--epochs", "1", "--backend", "wasm", "--model", "convnet-s"];
    const auto = await runTrain(cwd, ...args, "--kernels", "auto", "--out", "run");
    assertEquals(auto.code, 0, auto.stderr);
    assertMatch(auto.stdout, /^Kernels: \d of 9 passes of convolutions by tfjs\.$/m);
    const { config, backend } = JSON.parse(await Deno.readTextFile(`${cwd}/run/config.json`));
    assertEquals(config.kernels, "auto");
    const makers = Object.values<Record<string, string>>(backend.kernels);
    assertEquals(makers.map(({ filterGradient }) => filterGradient), ["own", "own", "own"]);
    const remembered = JSON.parse(await Deno.readTextFile(`${cwd}/data/cache/kernels.json`));
    assertEquals(Object.values(remembered), [backend.kernels]);
    const tfjs = await runTrain(cwd, ...args, "--kernels", "tfjs", "--out", "other");
    assertEquals(tfjs.code, 3, tfjs.stderr);
    assertStringIncludes(tfjs.stderr, "Cannot train with --kernels tfjs: ");
  }));

Deno.test("train --dry-run, --print-config, --list and --help show and leave nothing", () =>
  inFolder(async (cwd) => {
    const [dry, config, list, help] = [
      await runTrain(cwd, ...tiny, "--dry-run"),
      await runTrain(cwd, "--print-config", "--lr", "0.5"),
      await runTrain(cwd, "--list"),
      await runTrain(cwd, "--help"),
    ];
    assertEquals([dry, config, list, help].map(({ code }) => code), [0, 0, 0, 0], dry.stderr);
    assert(/^Computing on (webgpu|wasm), /m.test(dry.stdout), dry.stdout);
    assertStringIncludes(dry.stdout, "64 training and 20 test images");
    assertStringIncludes(dry.stdout, "2 epochs of 2 steps of 32 images");
    assertMatch(config.stdout, /^optimizer\.lr +0\.5 +--lr$/m);
    assertMatch(dry.stdout, /^layer2.0.conv1 +convolution 3x3, stride 2 +8x8x32 +4,608 +0.59$/m);
    assertStringIncludes(config.stdout, "sampleRatios");
    for (const name of ["randommix", "convnet-s", "cifar10"]) assertStringIncludes(list.stdout, name);
    assertStringIncludes(help.stdout, "--weight-decay RATE");
    assertEquals(folders(cwd), []);
  }));

Deno.test("train without a WebGPU adapter goes on with wasm, unless webgpu is asked for", () =>
  inFolder(async (cwd) => {
    const none = { DENO_WEBGPU_BACKEND: Deno.build.os === "windows" ? "metal" : "dx12" };
    const auto = await finish(trainCommand(cwd, [...tiny, "--dry-run"], none));
    assertStringIncludes(auto.stdout, "Computing on wasm");
    assertStringIncludes(auto.stdout, "there is no WebGPU adapter");
    const insisting = await finish(trainCommand(cwd, [...tiny, "--backend", "webgpu"], none));
    assertEquals(insisting.code, 3, insisting.stderr);
    assertStringIncludes(insisting.stderr, "apt-get install mesa-vulkan-drivers");
    assertEquals(folders(cwd), []);
  }));

Deno.test("train stops with exit code 5 when the loss is no longer finite", () =>
  inFolder(async (cwd) => {
    const { code, stderr } = await runTrain(
      cwd,
      ...tiny,
      "--lr",
      "1e38",
      "--backend",
      "wasm",
      "--out",
      "run",
    );
    assertEquals(code, 5, stderr);
    assertMatch(stderr, /the weights must be finite, but are not after step 1, in epoch 1; its batch was/);
  }));

const fashion = "/usr/share/datasets/fashion-mnist";
const hasFashion = await Deno.stat(fashion).then(() => true, () => false);

Deno.test({
  name: `train learns from Fashion-MNIST${
    hasFashion ? "" : " (ignored: dataset-fashion-mnist is not installed)"
  }`,
  ignore: !hasFashion,
  fn: () =>
    inFolder(async (cwd) => {
      const { code, stdout, stderr } = await runTrain(
        cwd,
        ...[
          "--dataset",
          "fashion-mnist",
          "--limit-train",
          "640",
          "--limit-test",
          "200",
          "--batch-size",
          "64",
        ],
        ...["--epochs", "3", "--method", "vanilla", "--backend", "wasm", "--out", "run"],
      );
      assertEquals(code, 0, stderr);
      assertStringIncludes(stdout, "640 training and 200 test images of 28x28x1");
      const losses = steady(`${cwd}/run`).map((line) => (line as { trainLoss: number }).trainLoss);
      assert(losses[2]! < 0.8 * losses[0]!, `${losses}`);
    }),
});
