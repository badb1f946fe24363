import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { assertEquals, assertRejects } from "@std/assert";
import { convName, convShape, type KernelChoice, type Makers } from "../../src/nn/mod.ts";
import { findKernels } from "../../src/train/find_kernels.ts";
import { TrainError } from "../../src/train/train_error.ts";
import { inFolder } from "./command.ts";

await tf.setBackend("wasm");

const network = {
  convolutions: [{ input: [6, 5, 4], filter: [3, 3, 4, 8], stride: 1, padding: 1, groups: 1 }],
} as const;
const [site] = network.convolutions;
const name = convName(convShape([2, ...site.input], site.filter, site));
const mixed: Makers = { forward: "own", inputGradient: "tfjs", filterGradient: "own" };

const options = {
  backend: { name: "webgpu", adapter: "some adapter", summary: "" },
  batch: 2,
  recorded: undefined,
  now() {
    throw new Error("measured");
  },
} as const;

Deno.test("findKernels() insists where it is told to", async () => {
  assertEquals(await findKernels({ kernels: "own", cacheDir: null }, network, options), {});
  assertEquals(await findKernels({ kernels: "tfjs", cacheDir: null }, network, options), {
    [name]: { forward: "tfjs", inputGradient: "tfjs", filterGradient: "tfjs" },
  });
});

const device = "webgpu some adapter, batch 2";

Deno.test("findKernels() keeps what a run was recorded with, and takes it for no measurement of this device", () =>
  inFolder(async (folder) => {
    const config = { kernels: "auto", cacheDir: `${folder}/cache` } as const;
    const recorded: KernelChoice = { [name]: mixed };
    assertEquals(await findKernels(config, network, { ...options, recorded }), recorded);
    assertEquals([...Deno.readDirSync(folder)], []);
  }));

Deno.test("findKernels() measures once on a device, and no longer after that", () =>
  inFolder(async (folder) => {
    const config = { kernels: "auto", cacheDir: `${folder}/cache` } as const;
    let time = 0;
    const choice = await findKernels(config, network, { ...options, now: () => time++ });
    const file = `${folder}/cache/kernels.json`;
    assertEquals(JSON.parse(await Deno.readTextFile(file)), { [device]: choice });
    await Deno.writeTextFile(file, JSON.stringify({ [device]: { [name]: mixed } }));
    assertEquals(await findKernels(config, network, options), { [name]: mixed });
    const other = { ...options, backend: { ...options.backend, adapter: "another" } };
    await assertRejects(() => findKernels(config, network, other), Error, "measured");
  }));

Deno.test("findKernels() goes without what it cannot read, and says what it cannot write before it measures", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/kernels.json`, "{");
    const config = { kernels: "auto", cacheDir: folder } as const;
    await assertRejects(() => findKernels(config, network, options), Error, "measured");
    const blocked = { kernels: "auto", cacheDir: `${folder}/kernels.json` } as const;
    await assertRejects(
      () => findKernels(blocked, network, options),
      TrainError,
      "Cannot remember kernels: --cache-dir must name a folder",
    );
  }));
