import { assert, assertEquals } from "@std/assert";
import { datasets } from "../../src/data/datasets.ts";
import { loadFolder } from "../../src/data/folder/folder.ts";
import {
  gather,
  holdOut,
  kFold,
  limit,
  mislabel,
  perClass,
  type Samples,
  type Split,
  type StoredSplit,
} from "../../src/data/mod.ts";
import { contactSheet } from "../../src/gallery/mod.ts";
import { mixup } from "../../src/method/mod.ts";
import { key } from "../../src/random/mod.ts";
import { dataDigest } from "../../src/train/data_digest.ts";
import { takeBatch } from "../../src/train/take_batch.ts";
import { flatPng } from "./folder/flat_png.ts";
import { rightOf, withFolder } from "./with_folder.ts";

const CLASSES = 300;

/** Three images to learn and one to test with of each class; the first two bytes of an image are its class. */
const files = new Map(
  Array.from({ length: CLASSES }, (_, label) => label).flatMap((label) =>
    ["train/0", "train/1", "train/2", "val/3"].map((place, n) => {
      const [split, file] = place.split("/"), name = String(label).padStart(4, "0");
      return [`${split}/${name}/${file}.png`, flatPng(1, 1, [label >> 8, label & 255, n])] as const;
    })
  ),
);

/** Checks that the label of every sample is the class that its pixels say, and gives how many samples each class has. */
async function countsOf(samples: Samples): Promise<readonly number[]> {
  const pixels = await gather(samples, Array.from({ length: samples.count }, (_, n) => n));
  const counts: number[] = Array(CLASSES).fill(0);
  assertEquals(samples.labels.length, samples.count);
  for (const [n, label] of samples.labels.entries()) {
    assertEquals(label, 256 * pixels[3 * n]! + pixels[3 * n + 1]!);
    counts[label]!++;
  }
  return counts;
}

const each = (count: number) => Array(CLASSES).fill(count);

Deno.test("300 classes keep their labels through every part of a set, in memory and in a file", () =>
  withFolder(files, async (folder) => {
    const open = (memory: number) =>
      rightOf(
        datasets.folder!.open({ dataDir: folder, size: 1, workers: 0 }, {
          cacheDir: `${folder}/kept`,
          memory,
        }),
      );
    const loaded = await rightOf(loadFolder(folder, { size: 1, workers: 0 }));
    assert(loaded.train.labels instanceof Uint16Array);
    const sets = [loaded, await open(1e9), await open(0)];
    for (const { train, test, classNames } of sets) {
      assertEquals(classNames.length, CLASSES);
      assertEquals(await countsOf(train), each(3));
      assertEquals(await countsOf(test), each(1));
      for (const part of [limit<Split | StoredSplit>(train, 600), perClass<Split | StoredSplit>(train, 2)]) {
        assertEquals(await countsOf(part), each(2));
      }
      const held = holdOut<Split | StoredSplit>(train, { share: 1 / 3 });
      assertEquals([await countsOf(held.train), await countsOf(held.validation)], [each(2), each(1)]);
      for (const { validation } of kFold<Split | StoredSplit>(train, { folds: 3 })) {
        assertEquals(await countsOf(validation), each(1));
      }
      const { labels } = await takeBatch(train, loaded, [899, 0, 770]);
      assertEquals(labels, Int32Array.of(299, 0, 256));
    }
    const digests = await Promise.all(sets.map(async (set) => (await dataDigest(set)).sha256));
    assertEquals(new Set(digests).size, 1);
    const moved = {
      ...loaded,
      train: { ...loaded.train, labels: loaded.train.labels.map((label) => label ^ 256) },
    };
    assert((await dataDigest(moved)).sha256 !== digests[0], "a label that differs by 256 is another set");
  }));

/** Three images of one pixel of each class. */
const split: Split = {
  count: 3 * CLASSES,
  images: Uint8Array.from({ length: 9 * CLASSES }, (_, i) => i % 251),
  labels: Uint16Array.from({ length: 3 * CLASSES }, (_, n) => n % CLASSES),
};

Deno.test("wrong labels are spread over all of 300 classes", () => {
  const { labels } = mislabel(split, { probability: 1, classes: CLASSES });
  assert(labels.every((label, n) => label !== split.labels[n] && label < CLASSES));
  // Of 900 even draws among 300 classes, some 132 are of class 256 or above; four deviations are 42.
  const high = [...labels].filter((label) => label > 255).length;
  assert(Math.abs(high - 132) < 42, `${high} labels above 255`);
});

Deno.test("a contact sheet mixes images of 300 classes, and takes some twice where there are few", () => {
  const about = { name: "many", height: 1, width: 1, channels: 3, mean: [0, 0, 0], std: [1, 1, 1] };
  const classNames = Array.from({ length: CLASSES }, (_, label) => String(label));
  for (const [seed, test] of [split, split, split, limit(split, 3)].entries()) {
    const sheet = contactSheet({ mixup: mixup() }, { ...about, classNames, train: split, test }, key(seed));
    assert(sheet.length > 0);
  }
});
