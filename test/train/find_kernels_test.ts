import { assertEquals, assertRejects } from "@std/assert";
import { convName, convShape, type KernelChoice, type Makers } from "../../src/nn/mod.ts";
import { findKernels } from "../../src/train/find_kernels.ts";
import { TrainError } from "../../src/train/train_error.ts";
import { inFolder } from "./command.ts";

const network = {
  convolutions: [{ input: [6, 5, 4], filter: [3, 3, 4, 8], stride: 1, padding: 1, groups: 1 }],
} as const;
const [site] = network.convolutions;
const name = convName(convShape([2, ...site.input], site.filter, site));
const own: Makers = { forward: "own", inputGradient: "own", filterGradient: "own" };
const mixed: Makers = { ...own, inputGradient: "tfjs" };

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

Deno.test("findKernels() keeps what a run was recorded with, and remembers it by device", () =>
  inFolder(async (folder) => {
    const config = { kernels: "auto", cacheDir: `${folder}/cache` } as const;
    const recorded: KernelChoice = { [name]: mixed };
    assertEquals(await findKernels(config, network, { ...options, recorded }), recorded);
    assertEquals(JSON.parse(await Deno.readTextFile(`${folder}/cache/kernels.json`)), {
      "webgpu some adapter, batch 2": recorded,
    });
    assertEquals(await findKernels(config, network, options), recorded);
    const other = { ...options, backend: { ...options.backend, adapter: "another" } };
    await assertRejects(() => findKernels(config, network, other), Error);
  }));

Deno.test("findKernels() goes without what it cannot read, and says what it cannot write", () =>
  inFolder(async (folder) => {
    await Deno.writeTextFile(`${folder}/kernels.json`, "{");
    const recorded: KernelChoice = { [name]: own };
    const config = { kernels: "auto", cacheDir: folder } as const;
    assertEquals(await findKernels(config, network, { ...options, recorded }), recorded);
    const blocked = { kernels: "auto", cacheDir: `${folder}/kernels.json` } as const;
    await assertRejects(
      () => findKernels(blocked, network, { ...options, recorded }),
      TrainError,
      "Cannot remember kernels in",
    );
  }));
