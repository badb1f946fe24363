import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import * as E from "fp-ts/Either";
import { channelStatistics } from "../../src/data/channel_statistics.ts";
import { loadCifar10 } from "../../src/data/cifar10.ts";
import type { Dataset } from "../../src/data/dataset.ts";

const RECORD = 3073;
const CLASSES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
const TRAIN = [1, 2, 3, 4, 5].map((batch) => `data_batch_${batch}.bin`);

/** The files of a small whole set: `data_batch_b.bin` holds `b` records labelled `b`, the test file two of label 9. */
function smallSet(): Map<string, Uint8Array> {
  const records = (count: number, label: number) =>
    Uint8Array.from({ length: count * RECORD }, (_, i) => i % RECORD === 0 ? label : (i * 13 + label) % 256);
  return new Map([
    ["batches.meta.txt", new TextEncoder().encode(CLASSES.join("\n") + "\n\n")],
    ...TRAIN.map((name, i) => [name, records(i + 1, i + 1)] as const),
    ["test_batch.bin", records(2, 9)],
  ]);
}

/** Runs a test on a folder with these files. */
async function withFolder(
  files: Map<string, Uint8Array>,
  inside: string,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.mkdir(`${folder}/${inside}`, { recursive: true });
    for (const [name, bytes] of files) await Deno.writeFile(`${folder}/${inside}/${name}`, bytes);
    await use(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function load(folder: string): Promise<Dataset> {
  const loaded = await loadCifar10(folder)();
  if (E.isLeft(loaded)) throw loaded.left;
  return loaded.right;
}

async function messageOf(folder: string): Promise<string> {
  const loaded = await loadCifar10(folder)();
  assert(E.isLeft(loaded));
  assertEquals(loaded.left.name, "DataError");
  return loaded.left.message;
}

/** What a set of files says about the folder they are in. */
async function complaint(files: Map<string, Uint8Array>): Promise<string> {
  let message = "";
  await withFolder(files, ".", async (folder) => {
    message = (await messageOf(folder)).replaceAll(folder, "/data");
  });
  return message;
}

for (const inside of [".", "cifar-10-batches-bin"]) {
  Deno.test(`loadCifar10() reads the files in ${inside}`, async () => {
    await withFolder(smallSet(), inside, async (folder) => {
      for (const name of [folder, `${folder}/`]) {
        const { classNames, height, width, channels, train, test, ...rest } = await load(name);
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

for (const name of smallSet().keys()) {
  Deno.test(`loadCifar10() names ${name} when it is missing`, async () => {
    const files = smallSet();
    files.delete(name);
    assertEquals(
      await complaint(files),
      `Cannot read CIFAR-10: /data/${name} must be a file that can be read, current value is nothing; ` +
        "unpack https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz there",
    );
  });
}

Deno.test("loadCifar10() names a file that is cut short", async () => {
  const files = smallSet().set("data_batch_2.bin", new Uint8Array(1000));
  assertStringIncludes(
    await complaint(files),
    "data_batch_2.bin must hold whole records of 3,073 bytes, current size is 1,000 bytes (/data/data_batch_2.bin)",
  );
});

Deno.test("loadCifar10() refuses another number of class names", async () => {
  const files = smallSet().set("batches.meta.txt", new TextEncoder().encode("cat\ndog\n"));
  assertStringIncludes(
    await complaint(files),
    "batches.meta.txt must hold 10 class names, current value is 2",
  );
});

Deno.test("loadCifar10() refuses a folder that is missing and one that is a file", async () => {
  assertStringIncludes(
    await messageOf("/no/such/folder"),
    "Cannot read CIFAR-10: /no/such/folder must be a folder that can be read, current value is nothing",
  );
  await withFolder(smallSet(), ".", async (folder) => {
    assertStringIncludes(
      await messageOf(`${folder}/test_batch.bin`),
      "must be a folder, current value is a file",
    );
  });
});

const real = Deno.env.get("MIAMIX_CIFAR10") ??
  decodeURIComponent(new URL("../../../shared/data/cifar-10-sample", import.meta.url).pathname);

Deno.test({
  name:
    "loadCifar10() reads real files: pixels as an independent reading, classes balanced, statistics as published",
  ignore: !exists(real),
  async fn() {
    const folder = exists(`${real}/cifar-10-batches-bin`) ? `${real}/cifar-10-batches-bin` : real;
    const { classNames, train, test, mean, std } = await load(real);
    assertEquals(classNames, CLASSES);
    for (const [split, names] of [[train, TRAIN], [test, ["test_batch.bin"]]] as const) {
      assertEquals(split.labels.length, split.count);
      assertEquals(
        new Set(CLASSES.map((_, c) => split.labels.filter((label) => label === c).length)).size,
        1,
      );
      let n = 0, different = 0;
      for (const name of names) {
        const bytes = new DataView((await Deno.readFile(`${folder}/${name}`)).buffer);
        for (let at = 0; at < bytes.byteLength; at += RECORD, n++) {
          if (bytes.getUint8(at) !== split.labels[n]) different++;
          for (let i = 0; i < RECORD - 1; i++) {
            const channel = Math.floor(i / 1024), row = Math.floor(i % 1024 / 32), column = i % 32;
            const pixel = split.images[((n * 32 + row) * 32 + column) * 3 + channel];
            if (bytes.getUint8(at + 1 + i) !== pixel) different++;
          }
        }
      }
      assertEquals([n, different], [split.count, 0]);
    }
    const measured = channelStatistics(train.images, 3);
    for (const channel of [0, 1, 2]) {
      assert(Math.abs(measured.mean[channel]! - mean[channel]!) < 0.01);
      assert(Math.abs(measured.std[channel]! - std[channel]!) < 0.01);
    }
  },
});

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isDirectory;
  } catch {
    return false;
  }
}
