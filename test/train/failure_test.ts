import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { inFolder, runTrain } from "./command.ts";
import { checkpointAt, small } from "./disturbed.ts";

const tiny = ["--limit-train", "64", "--limit-test", "16", "--batch-size", "32", "--backend"];

/** A recipe in which some samples, drawn by chance, are so large that the network overflows; the mean of its masks is a share. */
const broken = `
import {
  add, beta, defineMask, floor, lit, mask, merge, mix, mod, mul, pair, product, sampleRatios, shuffled, sub, uniform,
} from "@miamix/miamix";
import { pipe } from "fp-ts/function";

const torn = defineMask("torn", {
  draw: (key) => ({ size: uniform(key) < 0.02 ? 1e30 : 0 }),
  pixel: ({ size }, { x }) => add(lit(0.5), mul(size, sub(mod(floor(x), lit(2)), lit(0.5)))),
});
export default pipe(pair(shuffled()), sampleRatios(beta()), mask(torn), merge(product()), mix());
`;

/** A recipe during which wasm ends as it does when its memory is used up. */
const full = `
import { anyone, vanilla, withPairing } from "@miamix/miamix";

let draws = 0;
const pairing = anyone();
const partner: typeof pairing.partner = (...args) => {
  if (++draws > 30) throw new WebAssembly.RuntimeError("memory access out of bounds");
  return pairing.partner(...args);
};
export default withPairing({ ...pairing, partner })(vanilla());
`;

Deno.test("an image that overflows the network stops the run with exit code 5 and a checkpoint of the last good step", () =>
  inFolder(async (cwd) => {
    await Deno.writeTextFile(`${cwd}/torn.ts`, broken);
    const args = [...small, "--method", "./torn.ts", "--mix-off-epoch", "none", "--epochs", "9"];
    const { code, stdout, stderr } = await runTrain(cwd, ...args, "--backend", "wasm", "--out", "run");
    const found =
      /must be finite.* step (\d+), in epoch \d+; its batch was the training samples \d+(, \d+){7};/;
    const step = Number(found.exec(stderr)?.[1]);
    assert(step > 1, stderr);
    assertEquals(code, 5);
    assertStringIncludes(stdout, `Checkpoint after step ${step - 1}: run/checkpoints/last.safetensors`);
    const { weights, velocity } = await checkpointAt(`${cwd}/run/checkpoints/last.safetensors`);
    for (const data of [velocity, ...[...weights.values()].map(({ data }) => data)]) {
      assert((data as Float32Array).every(Number.isFinite));
    }
  }));

Deno.test("memory of wasm that is used up stops the run with exit code 3", () =>
  inFolder(async (cwd) => {
    await Deno.writeTextFile(`${cwd}/full.ts`, full);
    const args = [...small, "--method", "./full.ts", "--backend", "wasm", "--out", "run"];
    const { code, stderr } = await runTrain(cwd, ...args);
    assertEquals(code, 3, stderr);
    assertStringIncludes(
      stderr,
      "Cannot go on training: there must be memory left (memory access out of bounds)",
    );
    assertStringIncludes(stderr, "deno task train --resume run goes on from it");
    await checkpointAt(`${cwd}/run/checkpoints/last.safetensors`);
  }));

const noAdapter = await navigator.gpu.requestAdapter() === null && !Deno.env.get("MIAMIX_REQUIRE_WEBGPU");

/** A recipe whose script does something to the device once the run has begun. */
const meddling = (what: string) => `
import * as tf from "@tensorflow/tfjs";
import { mixup } from "@miamix/miamix";

const timer = setInterval(async () => {
  if (!await Deno.stat("run/config.json").then(() => true, () => false)) return;
  clearInterval(timer);
  const { device } = tf.backend() as unknown as { device: GPUDevice };
  ${what}
}, 20);
export default mixup();
`;

for (
  const [name, what, says] of [
    ["a destroyed device", "device.destroy();", /The WebGPU device was lost|the device must answer/],
    [
      "a device that is out of memory",
      'device.dispatchEvent(new GPUUncapturedErrorEvent("uncapturederror", { error: new GPUOutOfMemoryError("no room") }));',
      /GPUOutOfMemoryError: no room/,
    ],
  ] as const
) {
  Deno.test({
    name: `${name} stops the run with exit code 3, and the last checkpoint stands${
      noAdapter ? " (ignored: no WebGPU adapter)" : ""
    }`,
    ignore: noAdapter,
    fn: () =>
      inFolder(async (cwd) => {
        await Deno.writeTextFile(`${cwd}/meddling.ts`, meddling(what));
        const args = [...small, "--epochs", "500", "--method", "./meddling.ts", "--backend", "webgpu"];
        const { code, stderr } = await runTrain(cwd, ...args, "--out", "run");
        assertEquals(code, 3, stderr);
        assertMatch(stderr, says);
        assertStringIncludes(stderr, "A smaller --batch-size needs less memory");
        assertStringIncludes(stderr, "deno task train --resume run goes on from it");
        assert(!/^\s+at /m.test(stderr), stderr);
        await checkpointAt(`${cwd}/run/checkpoints/last.safetensors`);
      }),
  });
}

/** Gives a test a file system of its own, where that is allowed. */
async function mounted(options: string, work: (cwd: string) => Promise<void>): Promise<void> {
  await inFolder(async (cwd) => {
    await Deno.mkdir(`${cwd}/disk`);
    const mount = new Deno.Command("mount", { args: ["-t", "tmpfs", "-o", options, "tmpfs", `${cwd}/disk`] });
    assertEquals((await mount.output()).code, 0);
    try {
      await work(cwd);
    } finally {
      await new Deno.Command("umount", { args: [`${cwd}/disk`] }).output();
    }
  });
}

const cannotMount = await mounted("size=1m", async () => {}).then(() => false, () => true);
const skipped = cannotMount ? " (ignored: file systems cannot be mounted here)" : "";

Deno.test({
  name: `a full disk stops the run with exit code 1 and leaves nothing half-written${skipped}`,
  ignore: cannotMount,
  fn: () =>
    mounted("size=1m", async (cwd) => {
      const args = [...tiny, "wasm", "--epochs", "3", "--out", "disk/run"];
      const { code, stderr } = await runTrain(cwd, ...args);
      assertEquals(code, 1, stderr);
      assertStringIncludes(stderr, "Cannot write the run folder disk/run: the disk is full");
      assertStringIncludes(stderr, "The last checkpoint stands: disk/run/checkpoints/last.safetensors");
      const { progress } = await checkpointAt(`${cwd}/disk/run/checkpoints/last.safetensors`);
      const files = Array.from(Deno.readDirSync(`${cwd}/disk/run/checkpoints`), ({ name }) => name);
      assertEquals(files.filter((name) => name.endsWith(".part")), []);
      const text = await Deno.readTextFile(`${cwd}/disk/run/metrics.jsonl`);
      const lines = text.split("\n");
      assertEquals(lines.pop(), "");
      assert(lines.length >= progress.epochs);
      for (const line of lines) JSON.parse(line);
    }),
});

Deno.test({
  name: `a disk that is full from the start keeps nothing${skipped}`,
  ignore: cannotMount,
  fn: () =>
    mounted("size=100k", async (cwd) => {
      const { code, stderr } = await runTrain(cwd, ...tiny, "wasm", "--out", "disk/run");
      assertEquals(code, 1, stderr);
      assertStringIncludes(stderr, "Cannot write the run folder disk/run: the disk is full");
      assertEquals([...Deno.readDirSync(`${cwd}/disk`)], []);
    }),
});

Deno.test({
  name: `a read-only folder stops the run with exit code 1${skipped}`,
  ignore: cannotMount,
  fn: () =>
    mounted("ro", async (cwd) => {
      const { code, stderr } = await runTrain(cwd, ...tiny, "wasm", "--out", "disk/run");
      assertEquals(code, 1, stderr);
      assertStringIncludes(stderr, "Cannot write the run folder disk/run: Read-only file system");
      assert(!/^\s+at /m.test(stderr), stderr);
    }),
});
