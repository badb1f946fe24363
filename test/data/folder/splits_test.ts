import { assertEquals, assertStringIncludes } from "@std/assert";
import { type FolderOptions, loadFolder } from "../../../src/data/folder/folder.ts";
import { complaint, rightOf, withFolder } from "../with_folder.ts";
import { flatPng } from "./flat_png.ts";

/** Images of two classes in folders; the first byte of an image says which folder it is in, by its place in the list. */
function filesIn(...folders: readonly string[]): Map<string, Uint8Array> {
  return new Map(
    folders.flatMap((folder, place) =>
      ["a", "b"].flatMap((name) =>
        [0, 1, 2, 3, 4].map((n) => [`${folder}/${name}/${n}.png`, flatPng(1, 1, [place, 0, 0])] as const)
      )
    ),
  );
}

/** The folders, by their places, that images to learn and to test with come from, and the first note. */
async function placesOf(files: Map<string, Uint8Array>, options: FolderOptions = {}) {
  let found: unknown;
  await withFolder(files, async (folder) => {
    const { train, test, notes } = await rightOf(loadFolder(folder, { size: 1, ...options }));
    const places = (images: Uint8Array) => [...new Set(images.filter((_, i) => i % 3 === 0))];
    found = [places(train.images), places(test.images), notes?.[0], train.count, test.count];
  });
  return found;
}

for (
  const [train, test] of [["train", "val"], ["train", "valid"], ["train", "validation"], ["train", "test"], [
    "Train",
    "Val",
  ], ["TRAIN", "Test"]] as const
) {
  Deno.test(`a folder ${train} is learned and ${test} beside it tested with`, async () => {
    assertEquals(await placesOf(filesIn(train, test)), [[0], [1], `Test images: those in ${test}.`, 10, 10]);
  });
}

Deno.test("the first of val, valid, validation and test is used, and the others are named", async () => {
  assertEquals(await placesOf(filesIn("train", "test", "Validation", "extra")), [
    [0],
    [2],
    "Test images: those in Validation, not those in test (--test-folder chooses).",
    10,
    10,
  ]);
});

Deno.test("a folder to test with can be chosen", async () => {
  const files = filesIn("train", "val", "holdout 2");
  assertEquals(await placesOf(files, { testFolder: "holdout 2" }), [
    [0],
    [2],
    "Test images: those in holdout 2.",
    10,
    10,
  ]);
  const rule = "/data must hold a folder train and beside it the folder to test with, current value is ";
  const choose = (testFolder: string) => (folder: string) => loadFolder(folder, { testFolder });
  for (const name of ["other", "train", ".."]) {
    assertStringIncludes(await complaint(files, choose(name)), `${rule}${name}, which is not there`);
  }
  assertStringIncludes(await complaint(filesIn("."), choose("a")), `${rule}a without train`);
});

Deno.test("of train alone a share is held out, as of a folder of classes, and that is said", async () => {
  const held = "a share of 0.2 of every class is held out";
  assertEquals(await placesOf(filesIn("train")), [
    [0],
    [0],
    `Test images: ${held}, all from train, since there is no val, valid, validation, test.`,
    8,
    2,
  ]);
  assertEquals(await placesOf(filesIn(".")), [[0], [0], `Test images: ${held}.`, 8, 2]);
});

Deno.test("a test folder without class folders has no labels and is not used", async () => {
  const files = filesIn("Train").set("test/1.png", flatPng(1, 1, [9, 0, 0]));
  assertEquals(await placesOf(files), [
    [0],
    [0],
    "Test images: a share of 0.2 of every class is held out, all from Train, since test has no class folders.",
    8,
    2,
  ]);
});

Deno.test("folders that could be splits or classes are refused", async () => {
  assertStringIncludes(
    await complaint(filesIn("train", "plane"), loadFolder),
    "beside /data/train may only be a folder to test with, called val, valid, validation, test or what --test-folder " +
      "says (--data-dir /data/train reads that folder alone), current value is plane",
  );
  assertStringIncludes(
    await complaint(filesIn("train", "Train", "val"), loadFolder),
    "/data must hold one folder of a name, whether in capitals or not, current value is Train and train",
  );
  assertStringIncludes(
    await complaint(filesIn("train", "val", "VAL"), loadFolder),
    "/data must hold one folder of a name, whether in capitals or not, current value is VAL and val",
  );
});

Deno.test("classes without test images are named", async () => {
  const names = Array.from({ length: 13 }, (_, n) => `c${10 + n}`);
  const png = flatPng(1, 1, [0, 0, 0]);
  const files: Map<string, Uint8Array> = new Map(names.map((name) => [`train/${name}/1.png`, png] as const));
  files.set("val/c15/1.png", png).set("val/c16/x.txt", png);
  await withFolder(files, async (folder) => {
    const { notes, test } = await rightOf(loadFolder(folder));
    assertEquals([...test.labels], [5]);
    assertEquals(
      notes?.[1],
      "Classes without test images: c10, c11, c12, c13, c14, c16, c17, c18, c19, c20 and 2 more.",
    );
  });
});

Deno.test("a class of one image keeps it to learn from", () =>
  withFolder(filesIn(".").set("c/1.png", flatPng(1, 1, [7, 0, 0])), async (folder) => {
    for (let seed = 0; seed < 8; seed++) {
      const { train, test } = await rightOf(loadFolder(folder, { share: 0.6, seed }));
      assertEquals([...new Set(train.labels)], [0, 1, 2]);
      assertEquals(test.labels.includes(2), false);
    }
  }));
