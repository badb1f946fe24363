import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { decodeArguments, prepare } from "../../src/train/mod.ts";
import { tiny } from "../tasks/in_shell.ts";
import { inFolder, runTrain } from "./command.ts";
import { checkpointAt } from "./disturbed.ts";

const adapter = await navigator.gpu.requestAdapter();
const onlySoftware = adapter?.info.isFallbackAdapter === true;

Deno.test({
  name: `--backend auto does not take a software adapter${onlySoftware ? "" : " (ignored: there is none)"}`,
  ignore: !onlySoftware,
  fn: () =>
    inFolder(async (cwd) => {
      const { code, stdout, stderr } = await runTrain(cwd, "--dry-run");
      assertEquals(code, 0, stderr);
      assertMatch(stdout, /^Computing on wasm, .* is software, which --backend webgpu takes;/m);
    }),
});

Deno.test("a dry run of a large network neither computes nor measures anything, and says so", () =>
  inFolder(async (cwd) => {
    const args = ["--model", "resnet18", "--kernels", "auto", "--backend", "wasm", "--dry-run"];
    const { code, stdout, stderr } = await runTrain(cwd, ...args);
    assertEquals([code, stderr], [0, ""]);
    assertStringIncludes(stdout, "A dry run does not test the device, nor measures kernels");
    assertStringIncludes(stdout, "11,173,962");
    assertEquals([...Deno.readDirSync(cwd)], []);
  }));

Deno.test("prepare() of a dry run asks the device for nothing and looks at no clock", async () => {
  const command = decodeArguments(["--model", "convnet-s", "--kernels", "auto", "--backend", "wasm"]);
  assert(command._tag === "Right");
  const { config } = command.right;
  const now = () => {
    throw new Error("no clock");
  };
  await tf.setBackend("wasm");
  const { kernels } = await tf.profile(async () => {
    const run = await prepare(config, { now, tell: () => {}, dry: true });
    run.network.dispose();
    return tf.scalar(0);
  });
  assertEquals(kernels.map(({ name }) => name), []);
});

Deno.test("a run that goes on keeps the kernels that were measured for it, whatever a clock would say now", () =>
  inFolder(async (cwd) => {
    const args = [...tiny, "--kernels", "auto", "--max-time", "1s"]; // which is over before the first step
    const begun = await runTrain(cwd, ...args, "--out", "run");
    assertEquals(begun.code, 0, begun.stderr);
    const cache = `${cwd}/data/cache/kernels.json`;
    const measured = JSON.parse(await Deno.readTextFile(cache));
    const [[device, choice]] = Object.entries(measured) as [[string, Record<string, object>]];
    const last = `${cwd}/run/checkpoints/last.safetensors`;
    assertEquals((await checkpointAt(last)).identity.kernels, choice);

    // what another measurement could find
    const other = (makers: object) => ({
      ...makers,
      forward: "forward" in makers && makers.forward === "own" ? "tfjs" : "own",
    });
    const turned = Object.fromEntries(Object.entries(choice).map(([name, makers]) => [name, other(makers)]));
    await Deno.writeTextFile(cache, JSON.stringify({ [device]: turned }));
    const gone = await runTrain(cwd, "--resume", "run", "--max-time", "none");
    assertEquals(gone.code, 0, gone.stderr);
    assertEquals((await checkpointAt(last)).identity.kernels, choice);
    assertEquals(JSON.parse(await Deno.readTextFile(cache)), { [device]: turned });

    const another = await runTrain(cwd, ...tiny, "--kernels", "auto", "--out", "another");
    assertEquals(another.code, 0, another.stderr);
    const { identity } = await checkpointAt(`${cwd}/another/checkpoints/last.safetensors`);
    assertEquals(identity.kernels, turned);
  }));
