import { assert, assertAlmostEquals, assertEquals, assertStringIncludes } from "@std/assert";
import { DEBIAN } from "../../src/data/mnist/fashion_mnist.ts";
import { sampleFolder } from "../data/with_folder.ts";
import { inFolder, runTrain } from "./command.ts";

const sample = sampleFolder("cifar-10-sample");
const fashion = await Deno.stat(DEBIAN).then(() => true, () => false);
const images = sample !== undefined
  ? ["--dataset", "cifar10", "--data-dir", sample]
  : fashion
  ? ["--dataset", "fashion-mnist"]
  : undefined;
const adapter = await navigator.gpu.requestAdapter() !== null || Deno.env.has("MIAMIX_REQUIRE_WEBGPU");
const backends = adapter ? ["wasm", "webgpu"] : ["wasm"];

for (const model of ["resnet18", "resnext50"]) {
  Deno.test({
    name: `train passes the self-test and takes a step of ${model} on real images, on ${
      backends.join(" and ")
    }${images === undefined ? " (ignored: there are none here)" : ""}`,
    ignore: images === undefined,
    fn: () =>
      inFolder(async (cwd) => {
        const few = ["--limit-train", "2", "--limit-test", "2", "--batch-size", "2", "--epochs", "1"];
        const losses: number[] = [];
        for (const backend of backends) {
          const args = [...images!, ...few, "--model", model, "--backend", backend, "--out", backend];
          const { code, stdout, stderr } = await runTrain(cwd, ...args);
          assertEquals(code, 0, stderr);
          assertStringIncludes(stdout, `Trained: ${model} with miamix`);
          const { step, trainLoss } = JSON.parse(await Deno.readTextFile(`${cwd}/${backend}/metrics.jsonl`));
          assertEquals(step, 1);
          losses.push(trainLoss);
        }
        // About ln 10, as of ten classes that are equally likely; the backends agree on it.
        for (const loss of losses) assert(loss > 1 && loss < 5, `${loss}`);
        assertAlmostEquals(losses[0]!, losses.at(-1)!, 1e-3);
      }),
  });
}
