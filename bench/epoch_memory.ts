/**
 * Measures the memory of an epoch over a set that is read from its converted file, partners from the whole set:
 * `deno run --allow-read --allow-write bench/epoch_memory.ts [MEGABYTES]`
 */
import { cached } from "../src/data/cache/cached.ts";
import type { RowSource, RowStream } from "../src/data/row_source.ts";
import { miamix } from "../src/method/mod.ts";
import { key } from "../src/random/mod.ts";
import { ahead } from "../src/train/ahead.ts";
import { batches, feed } from "../src/train/mod.ts";

const ROW = 32 * 32 * 3;
const [megabytes = "1000"] = Deno.args;
const count = Math.floor(1e6 * Number(megabytes) / ROW);

const made = (count: number): RowStream => ({
  most: count,
  async *rows() {
    for (let n = 0; n < count; n++) {
      yield await Promise.resolve({ images: new Uint8Array(ROW).fill(n % 251), labels: [n % 10] });
    }
  },
});
const source: RowSource = {
  name: "made",
  classNames: Array.from({ length: 10 }, (_, n) => `class ${n}`),
  ...{ height: 32, width: 32, channels: 3 },
  train: made(count),
  test: made(10),
  skipped: [],
};

const resident = () => Math.round(Deno.memoryUsage().rss / 1e6);
const folder = await Deno.makeTempDir();
try {
  const start = resident();
  await Deno.writeFile(`${folder}/source`, new Uint8Array(1));
  const opened = await cached("made", {
    folder,
    how: "",
    files: ["source"],
    skips: false,
    notes: [],
    open: () => () => Promise.resolve({ _tag: "Right", right: source }),
  }, { cacheDir: folder, memory: 0 })();
  if (opened._tag === "Left") throw opened.left;
  console.log(
    `${megabytes} MB of images in a file; resident: ${start} MB before, ${resident()} MB when it is made`,
  );

  const order = batches(count, 128, key(1));
  const fed = feed({ recipe: miamix(), dataset: opened.right, partners: "all" }, order, key(2));
  const started = performance.now();
  const seen: number[] = [];
  let step = 0;
  for await (const _ of ahead(fed)) {
    if (step++ % Math.ceil(order.length / 10) === 0) seen.push(resident());
  }
  const seconds = (performance.now() - started) / 1000;
  console.log(`resident at every tenth of the epoch: ${seen.join(", ")}, and ${resident()} MB at its end`);
  console.log(`${step} batches of 128 with 128 partners, ${Math.round(step * 128 / seconds)} images/s`);
} finally {
  await Deno.remove(folder, { recursive: true });
}
