import { assertEquals, assertStringIncludes } from "@std/assert";
import { loadCifar10 } from "../../src/data/cifar10.ts";
import { assertCifar } from "./assert_cifar.ts";
import { complaint, messageOf, rightOf, sampleFolder, textBytes, withFolder } from "./with_folder.ts";

const RECORD = 3073;
const CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
const TRAIN = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`);

/** The files of a small whole set: `data_batch_b.bin` holds `b` records labelled `b`, the test file two of label 9. */
function smallSet(): Map<string, Uint8Array> {
  const records = (count: number, label: number) =>
    Uint8Array.from({ length: count * RECORD }, (_, i) => i % RECORD === 0 ? label : (i * 13 + label) % 256);
  return new Map([
    ["batches.meta.txt", textBytes(CLASSES.join("\n") + "\n\n")],
    ...TRAIN.map((name, i) => [name, records(i + 1, i + 1)] as const),
    ["test_batch.bin", records(2, 9)],
  ]);
}

for (const inside of [".", "cifar-10-batches-bin"]) {
  Deno.test(`loadCifar10() reads the files in ${inside}`, async () => {
    const files = [...smallSet()].map(([name, bytes]) => [`${inside}/${name}`, bytes] as const);
    await withFolder(files, async (folder) => {
      for (const name of [folder, `${folder}/`]) {
        const { classNames, height, width, channels, train, test, ...rest } = await rightOf(
          loadCifar10(name),
        );
        assertEquals(classNames, CLASSES);
        assertEquals([height, width, channels, train.count, test.count], [32, 32, 3, 15, 2]);
        assertEquals([...train.labels], [1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 5]);
        assertEquals([...test.labels], [9, 9]);
        assertEquals(rest.name, "cifar10");
        assertEquals(rest.mean.map((value) => value.toFixed(3)), ["0.491", "0.482", "0.447"]);
        assertEquals(rest.std.map((value) => value.toFixed(3)), ["0.247", "0.243", "0.262"]);
      }
    });
  });
}

for (const name of [...smallSet().keys()].filter((one) => one !== "batches.meta.txt")) {
  Deno.test(`loadCifar10() names ${name} when it is missing`, async () => {
    const files = smallSet();
    files.delete(name);
    assertEquals(
      await complaint(files, loadCifar10),
      `Cannot read CIFAR-10: /data/${name} must be a file that can be read, current value is nothing; ` +
        "unpack https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz there",
    );
  });
}

Deno.test("loadCifar10() names a file that is cut short", async () => {
  const files = smallSet().set("data_batch_2.bin", new Uint8Array(1000));
  assertStringIncludes(
    await complaint(files, loadCifar10),
    "data_batch_2.bin must hold whole records of 3,073 bytes, current size is 1,000 bytes (/data/data_batch_2.bin, byte 0)",
  );
});

Deno.test("loadCifar10() refuses another number of class names", async () => {
  const files = smallSet().set("batches.meta.txt", textBytes("cat\ndog\n"));
  assertStringIncludes(
    await complaint(files, loadCifar10),
    "batches.meta.txt must hold 10 class names, current value is 2",
  );
});

Deno.test("loadCifar10() refuses a folder that is missing and one that is a file", async () => {
  assertStringIncludes(
    await messageOf(loadCifar10("/no/such/folder")),
    "Cannot read CIFAR-10: /no/such/folder must be a folder that can be read, current value is nothing",
  );
  await withFolder(smallSet(), async (folder) => {
    assertStringIncludes(
      await messageOf(loadCifar10(`${folder}/test_batch.bin`)),
      "must be a folder, current value is a file",
    );
  });
});

const real = Deno.env.get("MIAMIX_CIFAR10") ?? sampleFolder("cifar-10-sample/cifar-10-batches-bin");

Deno.test({
  name:
    "loadCifar10() reads real files: pixels as an independent reading, classes balanced, statistics as published",
  ignore: real === undefined,
  async fn() {
    const dataset = await rightOf(loadCifar10(real!));
    assertEquals(dataset.classNames, CLASSES);
    const inner = `${real}/cifar-10-batches-bin`;
    const folder = await Deno.stat(inner).then(() => inner, () => real!);
    await assertCifar(dataset, {
      folder,
      files: { train: TRAIN, test: ["test_batch.bin"] },
      labelBytes: 1,
      label: 0,
    });
  },
});
