import { assertEquals, assertStringIncludes } from "@std/assert";
import { datasets } from "../../../src/data/datasets.ts";
import { findImages, loadFolder } from "../../../src/data/folder/folder.ts";
import { loadTinyImagenet } from "../../../src/data/folder/tiny_imagenet.ts";
import { complaint, rightOf, textBytes, withFolder } from "../with_folder.ts";
import { flatPng } from "./flat_png.ts";

const png = flatPng(2, 2, [1, 2, 3]), other = textBytes("x");

/** Ten images of each of two classes, and much that is left out. */
function untidySet(): Map<string, Uint8Array> {
  const images = ["a", "b"].flatMap((name) =>
    Array.from({ length: 10 }, (_, n) => [`${name}/${n}.png`, png] as const)
  );
  const others = ["a/1.bmp", "a/2.BMP", "b/deep/3.gif", "a/4.tiff", "b/5.heic", "notes.txt", "b/Thumbs.db"];
  const hidden = ["a/.DS_Store", ".git/config", "b/._1.png"];
  return new Map([...images, ...[...others, ...hidden].map((name) => [name, other] as const)]);
}

const SAID = "Left out: 5 images of formats that are not read (2 .bmp, 1 .gif, 1 .heic, 1 .tiff), " +
  "2 other files (1 .db, 1 .txt), 3 hidden.";

/** The paths of the images that are listed, below their folder. */
async function listed(folder: string) {
  const { train, test } = await rightOf(findImages(folder, {}));
  return [...train, ...test].map(({ path }) => path.slice(folder.length + 1));
}

Deno.test("what is left out is counted by kind and said, from the files and from a converted copy", () =>
  withFolder(untidySet(), async (folder) => {
    const loaded = await rightOf(loadFolder(folder));
    assertEquals(loaded.notes, ["Test images: a share of 0.2 of every class is held out.", SAID]);
    const open = () =>
      rightOf(datasets.folder!.open({ dataDir: folder }, { cacheDir: `${folder}/.kept`, memory: 0 }));
    const hidden = SAID.replace("3 hidden", "4 hidden");
    assertEquals((await open()).notes?.at(-1), SAID);
    assertEquals((await open()).notes?.at(-1), hidden, "the copy itself is hidden in the folder");
    await Deno.writeFile(`${folder}/a/more.bmp`, other);
    const more = hidden.replace("5 images", "6 images").replace("2 .bmp", "3 .bmp");
    assertEquals((await open()).notes?.at(-1), more, "a new file that is left out changes no copy");
  }));

Deno.test("only some of many endings are named", async () => {
  const files = untidySet();
  for (const ending of ["a", "b", "c", "d", "e", "f", "g"]) files.set(`a/x.${ending}`, other);
  files.set("b/README", other);
  await withFolder(files, async (folder) => {
    const note = (await rightOf(loadFolder(folder))).notes?.at(-1) ?? "";
    assertStringIncludes(note, "10 other files (1 .a, 1 .b, 1 .c, 1 .d, 1 .db, …)");
  });
});

Deno.test("nothing is said where nothing is left out", () =>
  withFolder(
    [..."ab"].flatMap((name) => [0, 1, 2, 3, 4].map((n) => [`${name}/${n}.png`, png] as const)),
    async (folder) => {
      assertEquals((await rightOf(loadFolder(folder))).notes?.length, 1);
    },
  ));

Deno.test("images are known by every usual ending, in any case", async () => {
  const names = ["1.png", "2.jpg", "3.JPEG", "4.jpe", "5.jfif", "6.JIF", "7.pjpeg", "8.pjp", "9.webp"];
  await withFolder(
    ["a", "b"].flatMap((c) => names.map((name) => [`${c}/${name}`, png] as const)),
    async (folder) => {
      assertEquals((await listed(folder)).length, 18);
    },
  );
});

Deno.test("images in sub-folders belong to the class, in the order of their paths by code units", () =>
  withFolder(
    ["a/b.png", "a/B/z.png", "a/b/c/1.png", "a/b-1.png", "a/c.png", "b/x/1.png", "b/x/2.png"].map((
      name,
    ) => [name, png]),
    async (folder) => {
      const names = ["a/B/z.png", "a/b-1.png", "a/b.png", "a/b/c/1.png", "a/c.png", "b/x/1.png", "b/x/2.png"];
      const { train, test } = await rightOf(findImages(folder, { share: 0.3 }));
      assertEquals(train.length + test.length, 7);
      const order = (files: typeof train) =>
        files.map(({ path }) => names.indexOf(path.slice(folder.length + 1)));
      for (const files of [train, test]) assertEquals(order(files), order(files).toSorted((a, b) => a - b));
      assertEquals([...train, ...test].filter(({ label }) => label === 1).length, 2);
    },
  ));

Deno.test("links in a circle end, and never bring images of another class", () =>
  withFolder(untidySet(), async (folder) => {
    await Deno.mkdir(`${folder}/a/in/side`, { recursive: true });
    await Deno.symlink("..", `${folder}/a/up`);
    await Deno.symlink(".", `${folder}/a/self`);
    await Deno.symlink(`${folder}/a/in`, `${folder}/a/in/side/around`);
    await Deno.symlink("/", `${folder}/b/root`);
    for (const [name, other] of [["one", "two"], ["two", "one"]]) {
      await Deno.mkdir(`${folder}/b/${name}`);
      await Deno.symlink(`../${other}`, `${folder}/b/${name}/other`);
    }
    const names = await listed(folder);
    assertEquals(names.length, 20);
    const notes = (await rightOf(loadFolder(folder))).notes?.at(-1) ?? "";
    assertStringIncludes(notes, ", 6 links to folders that are read already.");
  }));

Deno.test("a class that has only images of other formats is refused, and they are named", async () => {
  const files = new Map([...untidySet()].filter(([name]) => !/^b\/\d\.png$/.test(name)));
  assertStringIncludes(
    await complaint(files, loadFolder),
    "/data/b must hold PNG, JPEG or WebP images, current value is none, but 2 images of formats that are not read " +
      "(1 .gif, 1 .heic), 1 other file (1 .db), 1 hidden",
  );
});

Deno.test("Tiny-ImageNet says what is left out, too", () =>
  withFolder([
    ["wnids.txt", textBytes("n1\nn2\n")],
    ["words.txt", textBytes("n1\talp\nn2\tcat\n")],
    ["train/n1/images/1.JPEG", png],
    ["train/n1/images/1.bmp", other],
    ["train/n2/images/1.JPEG", png],
    ["val/val_annotations.txt", textBytes("1.JPEG\tn1\n")],
    ["val/images/1.JPEG", png],
  ], async (folder) => {
    const { notes } = await rightOf(loadTinyImagenet(folder));
    assertEquals(notes, ["Left out: 1 image of a format that is not read (1 .bmp)."]);
  }));
