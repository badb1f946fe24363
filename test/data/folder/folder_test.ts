import { assertEquals, assertNotEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { datasets } from "../../../src/data/datasets.ts";
import { loadFolder } from "../../../src/data/folder/folder.ts";
import { complaint, messageOf, rightOf, textBytes, withFolder } from "../with_folder.ts";
import { flatPng } from "./flat_png.ts";

/** Ten images of each of two classes; the first byte of an image is its number, the second its class. */
function flatSet(): Map<string, Uint8Array> {
  return new Map(
    ["dog", "cat"].flatMap((name, label) =>
      Array.from({ length: 10 }, (_, n) => [`${name}/${n}.png`, flatPng(5, 4, [n, 1 - label, 9])] as const)
    ),
  );
}

/** Three classes in `train`, two of them in `val`. */
function dividedSet(): Map<string, Uint8Array> {
  return new Map([
    ["train/b/1.png", flatPng(4, 4, [1, 1, 1])],
    ["train/a/2.PNG", flatPng(8, 6, [2, 2, 2])],
    ["train/c/3.png", flatPng(2, 2, [3, 3, 3])],
    ["train/a/10.png", flatPng(4, 4, [4, 4, 4])],
    ["val/c/5.png", flatPng(4, 4, [5, 5, 5])],
    ["val/a/6.png", flatPng(4, 4, [6, 6, 6])],
  ]);
}

Deno.test("loadFolder() holds a share of every class out, the same images for the same seed", async () => {
  await withFolder(flatSet(), async (folder) => {
    const dataset = await rightOf(loadFolder(folder, { size: 2, share: 0.3 }));
    const { classNames, height, width, channels, train, test } = dataset;
    assertEquals([classNames, height, width, channels], [["cat", "dog"], 2, 2, 3]);
    assertEquals([train.count, test.count], [14, 6]);
    assertEquals([...test.labels].reduce((sum, label) => sum + label), 3);
    const ids = ({ count, images, labels }: typeof train) =>
      Array.from({ length: count }, (_, n) => {
        assertEquals(images[12 * n + 1], labels[n]);
        return 10 * labels[n]! + images[12 * n]!;
      });
    assertEquals([...ids(train), ...ids(test)].sort((a, b) => a - b), [...Array(20).keys()]);
    const again = await rightOf(loadFolder(`${folder}/`, { size: 2, share: 0.3, seed: 0 }));
    assertEquals(again, dataset);
    assertNotEquals(
      ids((await rightOf(loadFolder(folder, { size: 2, share: 0.3, seed: 1 }))).test),
      ids(test),
    );
  });
});

Deno.test("loadFolder() reads train and val where both are there, in the order of the names", async () => {
  await withFolder(dividedSet(), async (folder) => {
    const { classNames, train, test, mean, std } = await rightOf(loadFolder(folder, { size: 1 }));
    assertEquals(classNames, ["a", "b", "c"]);
    assertEquals([[...train.labels], [...test.labels]], [[0, 0, 1, 2], [0, 2]]);
    assertEquals([...train.images].filter((_, i) => i % 3 === 0), [4, 2, 1, 3]);
    assertEquals([...test.images].filter((_, i) => i % 3 === 0), [6, 5]);
    assertEquals(mean.map((value) => value * 255), [2.5, 2.5, 2.5]);
    assertEquals(std.map((value) => Math.round(value ** 2 * 255 ** 2 * 100)), [125, 125, 125]);
  });
});

Deno.test("loadFolder() leaves other and hidden files out, and takes train for a class where there is no val", async () => {
  const files = flatSet().set("cat/notes.txt", textBytes("x")).set("cat/.png", textBytes("x"))
    .set(".git/a.png", textBytes("x")).set("readme.md", textBytes("x"))
    .set("train/1.png", flatPng(1, 1, [0, 0, 0]));
  await withFolder(files, async (folder) => {
    const { classNames, train, test, height } = await rightOf(loadFolder(folder));
    assertEquals([classNames, train.count + test.count, height], [["cat", "dog", "train"], 21, 32]);
  });
});

Deno.test("loadFolder() names a damaged image, one that is none, and a class without images", async () => {
  const damaged = flatPng(4, 4, [1, 2, 3]).subarray(0, 60);
  assertStringIncludes(
    await complaint(flatSet().set("dog/7.png", damaged), loadFolder),
    "Cannot read a folder of images: 7.png must be a whole image, current value is damaged: ",
  );
  assertStringIncludes(
    await complaint(flatSet().set("dog/7.png", damaged), loadFolder),
    "(/data/dog/7.png, byte 60)",
  );
  assertEquals(
    await complaint(flatSet().set("dog/x.jpg", textBytes("hello")), loadFolder),
    "Cannot read a folder of images: x.jpg must be a PNG, JPEG or WebP image, current value is a file that starts with " +
      "68 65 6c 6c (/data/dog/x.jpg); give each class a folder with its PNG, JPEG or WebP files",
  );
  assertStringIncludes(
    await complaint(flatSet().set("bird/notes.txt", textBytes("x")), loadFolder),
    "/data/bird must hold PNG, JPEG or WebP images, current value is none, but 1 other file (1 .txt)",
  );
});

Deno.test("loadFolder() refuses too few classes and too few images", async () => {
  assertStringIncludes(
    await complaint([["cat/1.png", flatPng(1, 1, [0, 0, 0])]], loadFolder),
    "/data must hold 2…65536 class folders, current value is 1 (cat)",
  );
  const two = ["a/1.png", "b/1.png"].map((name) => [name, flatPng(1, 1, [0, 0, 0])] as const);
  assertStringIncludes(
    await complaint(two, loadFolder),
    "/data must hold enough images to test with a share of 0.2, current value is 2 images",
  );
});

Deno.test("loadFolder() refuses classes in val that are not in train, and an empty val", async () => {
  assertStringIncludes(
    await complaint(dividedSet().set("val/d/1.png", flatPng(1, 1, [0, 0, 0])), loadFolder),
    "the classes in /data/val must be in /data/train too, current value is d",
  );
  const files = [...dividedSet()].filter(([name]) => name.startsWith("train/"));
  assertStringIncludes(
    await complaint([...files, ["val/notes.txt", textBytes("x")]], loadFolder),
    "/data/val must hold class folders, current value is none",
  );
});

Deno.test("loadFolder() refuses a folder that is missing, and options out of range", async () => {
  assertStringIncludes(
    await messageOf(loadFolder("/no/such/folder")),
    "/no/such/folder must be a folder that can be read, current value is nothing",
  );
  for (const size of [0, 1.5, NaN]) {
    assertThrows(
      () => loadFolder("x", { size }),
      RangeError,
      `Cannot loadFolder(): size must be an integer of at least 1, current value is ${size}`,
    );
  }
  assertThrows(
    () => loadFolder("x", { share: 1 }),
    RangeError,
    "share must be in (0, 1), current value is 1",
  );
});

Deno.test("datasets pass the folder and the size on to loadFolder()", async () => {
  await withFolder(dividedSet(), async (dataDir) => {
    assertEquals((await rightOf(datasets.folder!.load({ dataDir, size: 3 }))).height, 3);
    assertEquals((await rightOf(datasets.folder!.load({ dataDir }))).height, 32);
  });
});

Deno.test("loadFolder() follows links to folders and to files, and names a link that leads nowhere", async () => {
  await withFolder(flatSet(), async (folder) => {
    await Deno.mkdir(`${folder}/links/cats`, { recursive: true });
    await Deno.symlink(`${folder}/dog`, `${folder}/links/dogs`);
    await Deno.symlink(`${folder}/cat/3.png`, `${folder}/links/cats/3.png`);
    const { classNames, train, test } = await rightOf(loadFolder(`${folder}/links`));
    assertEquals([classNames, train.count + test.count], [["cats", "dogs"], 11]);
    await Deno.symlink(`${folder}/nothing`, `${folder}/links/cats/4.png`);
    assertStringIncludes(
      await messageOf(loadFolder(`${folder}/links`)),
      `${folder}/links/cats/4.png must be a file that can be read, current value is nothing`,
    );
  });
});
