import { assertEquals, assertStringIncludes } from "@std/assert";
import { datasets } from "../../src/data/datasets.ts";
import { gzip, idx } from "./mnist/mnist_files.ts";
import { complaint, rightOf, textBytes, withFolder } from "./with_folder.ts";

type Files = Readonly<Record<string, Uint8Array>>;

const names = (count: number) => textBytes(Array.from({ length: count }, (_, n) => `c${n}`).join("\n"));
const record = (...labels: readonly number[]) =>
  Uint8Array.from({ length: labels.length + 3072 }, (_, i) => labels[i] ?? 7);
const batches = Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`data_batch_${n}.bin`, record(n)]));
const cifar10: Files = { "batches.meta.txt": names(10), ...batches, "test_batch.bin": record(9) };
const cifar100: Files = {
  "fine_label_names.txt": names(100),
  "coarse_label_names.txt": names(20),
  "train.bin": record(4, 0),
  "test.bin": record(1, 1),
};
const mnist: Files = {
  "train-images-idx3-ubyte": idx([1, 28, 28], new Uint8Array(784)),
  "train-labels-idx1-ubyte": idx([1], [3]),
  "t10k-images-idx3-ubyte": idx([1, 28, 28], new Uint8Array(784)),
  "t10k-labels-idx1-ubyte": idx([1], [4]),
};
const dotted = (files: Files) => renamed(files, (name) => name.replace("-idx", ".idx"));
const packed = (files: Files) =>
  Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`${name}.gz`, gzip(bytes)]));

function renamed(files: Files, rename: (name: string) => string): Files {
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [rename(name), bytes]));
}

const inFolder = (folder: string, files: Files) =>
  Object.entries(renamed(files, (name) => `${folder}/${name}`));

/** Every layout that people have: the set, the folder the files are in, and the files. */
const layouts: readonly (readonly [set: string, folder: string, files: Files])[] = [
  ...[".", "cifar-10-batches-bin", "cifar-10-binary", "cifar-10-binary/cifar-10-batches-bin"].map((folder) =>
    ["cifar10", folder, cifar10] as const
  ),
  ...[".", "cifar-100-binary", "cifar-100-binary/cifar-100-binary"].map((folder) =>
    ["cifar100", folder, cifar100] as const
  ),
  ...[".", "mnist", "MNIST/raw", "MNIST", "raw"].map((folder) => ["mnist", folder, mnist] as const),
  ["mnist", "MNIST/raw", packed(mnist)],
  ["mnist", ".", dotted(mnist)],
  ["mnist", ".", packed(dotted(mnist))],
  ["mnist", "MNIST/raw", { ...mnist, ...packed(mnist) }],
];

for (const [set, folder, files] of layouts) {
  Deno.test(`${set} is found in ${folder}, as ${Object.keys(files)[0]}`, () =>
    withFolder(inFolder(folder, files), async (dataDir) => {
      const loaded = await rightOf(datasets[set]!.load({ dataDir }));
      assertEquals(loaded.test.count, 1);
      const opened = await rightOf(
        datasets[set]!.open({ dataDir }, { cacheDir: `${dataDir}/kept`, memory: 1e9 }),
      );
      assertEquals(opened, loaded);
    }));
}

Deno.test("MNIST is found where its file names are folders, as archives of others have it", () =>
  withFolder([
    ...inFolder(".", dotted(mnist)),
    ...Object.entries(mnist).map(([name, bytes]) => [`${name}/${name}`, bytes] as const),
  ], async (dataDir) => {
    assertEquals((await rightOf(datasets.mnist!.load({ dataDir }))).train.labels, Uint8Array.of(3));
  }));

const otherFashion = inFolder("FashionMNIST/raw", mnist);

Deno.test("Fashion-MNIST is found in torchvision's folder, and not taken for MNIST beside it", async () => {
  const both = [...otherFashion, ...inFolder("MNIST/raw", mnist)];
  assertStringIncludes(
    await complaint(both, (dataDir) => datasets["fashion-mnist"]!.load({ dataDir })),
    "(/data/FashionMNIST/raw/train-images-idx3-ubyte)",
  );
  await withFolder(both, async (dataDir) => {
    assertEquals((await rightOf(datasets.mnist!.load({ dataDir }))).train.count, 1);
  });
  assertStringIncludes(
    await complaint(otherFashion, (dataDir) => datasets.mnist!.load({ dataDir })),
    "train-images-idx3-ubyte must be in /data, or in /data/mnist, /data/MNIST/raw, /data/MNIST, /data/raw, current value " +
      "is none, but it is in /data/FashionMNIST/raw: name that folder",
  );
});

/** What is there instead of the files of a set, and what is said of it. */
const instead: readonly (readonly [set: string, files: Files, says: string])[] = [
  ["cifar10", { "batches.meta.txt/readme": textBytes("x") }, "current value is none;"],
  ["cifar10", renamed(cifar10, (name) => `mine/${name}`), "none, but it is in /data/mine: name that folder"],
  [
    "cifar10",
    renamed(cifar10, (name) => `mine/cifar-10-batches-bin/${name}`),
    "none, but it is in /data/mine/cifar-10-batches-bin: name that folder",
  ],
  [
    "cifar10",
    { ...renamed(cifar10, (name) => `a/${name}`), ...renamed(cifar10, (name) => `b/${name}`) },
    "none, but it is in /data/a and in /data/b: name that folder",
  ],
  [
    "cifar10",
    { data_batch_1: textBytes("x"), "batches.meta": textBytes("x") },
    "none, but there is the Python version, not the binary one (/data/batches.meta);",
  ],
  [
    "cifar10",
    { "cifar-10-batches-py/data_batch_1": textBytes("x") },
    "none, but there is the Python version, not the binary one (/data/cifar-10-batches-py);",
  ],
  [
    "cifar10",
    { "plain_text/train-00000-of-00001.parquet": textBytes("x") },
    "none, but there is a Parquet version, not the binary one (/data/plain_text/train-00000-of-00001.parquet);",
  ],
  [
    "cifar10",
    { "cifar-10-binary.tar.gz": textBytes("x") },
    "none, but there is an archive that is not unpacked (/data/cifar-10-binary.tar.gz);",
  ],
  [
    "cifar100",
    { "cifar-100-python/train": textBytes("x") },
    "none, but there is the Python version, not the binary one (/data/cifar-100-python);",
  ],
  [
    "mnist",
    { "mnist.npz": textBytes("x") },
    "none, but there is another version, not the four IDX files (/data/mnist.npz);",
  ],
  [
    "tiny-imagenet",
    { "mine/wnids.txt": textBytes("n1\nn2\n") },
    "wnids.txt must be in /data, or in /data/tiny-imagenet-200, /data/tiny-imagenet-200/tiny-imagenet-200, current value is " +
    "none, but it is in /data/mine: name that folder",
  ],
];

for (const [set, files, says] of instead) {
  Deno.test(`${set} that is not there is told from ${Object.keys(files)[0]}`, async () => {
    const message = await complaint(Object.entries(files), (dataDir) => datasets[set]!.load({ dataDir }));
    assertStringIncludes(message, says);
  });
}
