import { assertEquals, assertStringIncludes } from "@std/assert";
import { loadCifar100 } from "../../src/data/cifar100.ts";
import { assertCifar } from "./assert_cifar.ts";
import { complaint, messageOf, rightOf, sampleFolder, textBytes, withFolder } from "./with_folder.ts";

const RECORD = 3074;
const names = (count: number) => textBytes(Array.from({ length: count }, (_, i) => `class${i}\n`).join(""));

/** Records of coarse and fine labels. */
function records(...labels: readonly (readonly [coarse: number, fine: number])[]): Uint8Array {
  const bytes = new Uint8Array(labels.length * RECORD);
  for (const [n, pair] of labels.entries()) bytes.set(pair, n * RECORD);
  return bytes;
}

const smallSet = () =>
  new Map([
    ["fine_label_names.txt", names(100)],
    ["coarse_label_names.txt", names(20)],
    ["train.bin", records([4, 0], [1, 1], [13, 99])],
    ["test.bin", records([14, 2])],
  ]);

for (const inside of [".", "cifar-100-binary"]) {
  Deno.test(`loadCifar100() reads the files in ${inside} with fine or coarse labels`, async () => {
    const files = [...smallSet()].map(([name, bytes]) => [`${inside}/${name}`, bytes] as const);
    await withFolder(files, async (folder) => {
      const fine = await rightOf(loadCifar100(folder));
      assertEquals([fine.name, fine.classNames.length, fine.channels], ["cifar100", 100, 3]);
      assertEquals([[...fine.train.labels], [...fine.test.labels]], [[0, 1, 99], [2]]);
      const coarse = await rightOf(loadCifar100(folder, { labels: "coarse" }));
      assertEquals([coarse.name, coarse.classNames.length], ["cifar100-coarse", 20]);
      assertEquals([[...coarse.train.labels], [...coarse.test.labels]], [[4, 1, 13], [14]]);
      assertEquals(coarse.train.images, fine.train.images);
    });
  });
}

for (const name of ["train.bin", "test.bin"]) {
  Deno.test(`loadCifar100() names ${name} when it is missing`, async () => {
    const files = smallSet();
    files.delete(name);
    assertEquals(
      await complaint(files, loadCifar100),
      `Cannot read CIFAR-100: /data/${name} must be a file that can be read, current value is nothing; ` +
        "unpack https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz there",
    );
  });
}

Deno.test("loadCifar100() refuses a file that is cut short, and another number of class names", async () => {
  assertStringIncludes(
    await complaint(smallSet().set("train.bin", new Uint8Array(RECORD + 1)), loadCifar100),
    "train.bin must hold whole records of 3,074 bytes, current size is 3,075 bytes (/data/train.bin, byte 3074)",
  );
  assertStringIncludes(
    await complaint(smallSet().set("fine_label_names.txt", names(99)), loadCifar100),
    "fine_label_names.txt must hold 100 class names, current value is 99",
  );
});

Deno.test("loadCifar100() refuses a folder that is missing", async () => {
  assertStringIncludes(
    await messageOf(loadCifar100("/no/such/folder")),
    "Cannot read CIFAR-100: /no/such/folder must be a folder that can be read, current value is nothing",
  );
});

const real = sampleFolder("cifar-100-sample");

for (const labels of ["fine", "coarse"] as const) {
  Deno.test({
    name: `loadCifar100() reads real files as an independent reading does, with ${labels} labels`,
    ignore: real === undefined,
    async fn() {
      const dataset = await rightOf(loadCifar100(real!, { labels }));
      assertEquals(
        dataset.classNames.slice(0, 3),
        labels === "fine" ? ["apple", "aquarium_fish", "baby"] : ["aquatic_mammals", "fish", "flowers"],
      );
      await assertCifar(dataset, {
        folder: `${real}/cifar-100-binary`,
        files: { train: ["train.bin"], test: ["test.bin"] },
        labelBytes: 2,
        label: labels === "fine" ? 1 : 0,
      });
    },
  });
}
