import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { gunzipSync } from "node:zlib";
import { channelStatistics } from "../../../src/data/channel_statistics.ts";
import { datasets } from "../../../src/data/datasets.ts";
import { loadFashionMnist } from "../../../src/data/mnist/fashion_mnist.ts";
import { complaint, rightOf } from "../with_folder.ts";
import { smallSet } from "./mnist_files.ts";

Deno.test("loadFashionMnist() refuses files that are not the published ones, packed or not", async () => {
  const sum =
    "must unpack to bytes of SHA-256 c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888";
  const message = await complaint(smallSet(), loadFashionMnist);
  assertStringIncludes(
    message,
    `Cannot read Fashion-MNIST: train-images-idx3-ubyte.gz ${sum}, current value is `,
  );
  assertStringIncludes(message, "install Debian's package dataset-fashion-mnist");
});

const installed = "/usr/share/datasets/fashion-mnist";
const real = Deno.env.get("MIAMIX_FASHION_MNIST") ?? installed;

Deno.test({
  name:
    "loadFashionMnist() reads real files: bytes as an independent reading, classes balanced, statistics as known",
  ignore: !await Deno.stat(real).then(() => true, () => false),
  async fn() {
    const load = datasets["fashion-mnist"]!.load(real === installed ? {} : { dataDir: real });
    const dataset = await rightOf(load);
    for (
      const [split, part, count] of [[dataset.train, "train", 60000], [dataset.test, "t10k", 10000]] as const
    ) {
      const raw = (name: string) => gunzipSync(Deno.readFileSync(`${real}/${part}-${name}-ubyte.gz`));
      assertEquals(split.count, count);
      assert(raw("images-idx3").subarray(16).equals(split.images));
      assertEquals(new Uint8Array(raw("labels-idx1").subarray(8)), split.labels);
      const counts = new Uint32Array(10);
      for (const label of split.labels) counts[label]!++;
      assertEquals([...counts], Array(10).fill(count / 10));
    }
    const { mean, std } = channelStatistics(dataset.train.images, 1);
    assertEquals(
      [mean[0]!.toFixed(5), std[0]!.toFixed(5)],
      [dataset.mean, dataset.std].map(([v]) => v!.toFixed(5)),
    );
  },
});
