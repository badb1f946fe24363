import { assertEquals, assertMatch, assertStringIncludes, assertThrows } from "@std/assert";
import { datasets } from "../../../src/data/datasets.ts";
import { loadFolder } from "../../../src/data/folder/folder.ts";
import { gather } from "../../../src/data/gather.ts";
import { badImageKeeper, skippedNotes } from "../../../src/data/image/bad_images.ts";
import { type BadImages, DataError } from "../../../src/data/mod.ts";
import { flatPng } from "../folder/flat_png.ts";
import { messageOf, rightOf, textBytes, withFolder } from "../with_folder.ts";

/** Images of three classes, of which the first byte is their class and the second their number. */
function files(each: number, damaged: readonly string[] = []): Map<string, Uint8Array> {
  const all = ["a", "b", "c"].flatMap((name, label) =>
    Array.from(
      { length: each },
      (_, n) => [`train/${name}/${100 + n}.png`, flatPng(1, 1, [label, n, 0])] as const,
    )
      .concat([[`val/${name}/1.png`, flatPng(1, 1, [label, 0, 0])] as never])
  );
  return new Map<string, Uint8Array>([...all, ...damaged.map((name) => [name, textBytes("hello")] as const)]);
}

const broken = ["train/a/101.png", "train/b/100.png", "val/c/x.jpg"];
const SKIPPED = "Skipped 3 of 64 images that cannot be read:";

/** The two ways to a set: into memory, and from a converted copy that stays in its file. */
const ways = {
  "from its files": (dataDir: string, badImages?: BadImages) =>
    datasets.folder!.load({ dataDir, size: 1, ...given(badImages) }),
  "from a converted copy": (dataDir: string, badImages?: BadImages) =>
    datasets.folder!.open({ dataDir, size: 1, ...given(badImages) }, {
      cacheDir: `${dataDir}/.kept`,
      memory: 0,
    }),
};
const given = (badImages: BadImages | undefined) => badImages === undefined ? {} : { badImages };

for (const [way, load] of Object.entries(ways)) {
  Deno.test(`damaged images are skipped and listed ${way}, and no label moves`, () =>
    withFolder(files(20, broken), async (folder) => {
      for (let time = 0; time < 2; time++) {
        const { train, test, notes = [], mean } = await rightOf(load(folder, "skip"));
        assertEquals([train.count, test.count, train.labels.length], [58, 3, 58]);
        const pixels = await gather(train, Array.from({ length: train.count }, (_, n) => n));
        assertEquals(pixels.length, 3 * 58);
        for (const [n, label] of train.labels.entries()) assertEquals(pixels[3 * n], label);
        assertEquals(
          pixels.subarray(0, 9),
          Uint8Array.of(0, 0, 0, 0, 2, 0, 0, 3, 0),
          "the second image is missing",
        );
        assertEquals(Math.round(mean[0]! * 255 * 58), 19 + 40);
        const [place, title, ...lines] = notes.filter((note) => !note.startsWith("Left out"));
        assertEquals([place, title], ["Test images: those in val.", SKIPPED]);
        assertEquals(lines.map((line) => line.split(":")[0]), broken.map((name) => `  ${name}`));
        assertStringIncludes(lines[0]!, ": 101.png must be a ");
        assertMatch(lines[0]!, /image, current value is a file that starts with 68 65 6c 6c \(101\.png\)$/);
      }
    }));

  Deno.test(`the first damaged image stops a set ${way}, also when it was skipped before`, () =>
    withFolder(files(20, broken), async (folder) => {
      for (const before of [undefined, "stop", "skip", "stop", undefined] as const) {
        if (before === "skip") await rightOf(load(folder, before));
        else assertStringIncludes(await messageOf(load(folder, before)), `(${folder}/train/a/101.png)`);
      }
    }));

  Deno.test(`a set without damaged images is the same, skipping or not, ${way}`, () =>
    withFolder(files(5), async (folder) => {
      const [first, second] = [await rightOf(load(folder, "skip")), await rightOf(load(folder, "stop"))];
      const seen = ({ mean, std, train, test }: typeof first) => [mean, std, train.labels, test.labels];
      assertEquals(seen(second), seen(first));
    }));

  Deno.test(`a class that loses all its training images, and no image left to test with, are refused ${way}`, async () => {
    const lost = Array.from({ length: 5 }, (_, n) => `train/b/${100 + n}.png`);
    await withFolder(files(5, lost), async (folder) => {
      assertStringIncludes(
        await messageOf(load(folder, "skip")),
        "every class must keep an image to learn from, current value is none of b",
      );
    });
    await withFolder(files(5, ["val/a/1.png", "val/b/1.png", "val/c/1.png"]), async (folder) => {
      assertStringIncludes(
        await messageOf(load(folder, "skip")),
        "an image to test with must be left, current value is none",
      );
    });
  });
}

Deno.test("ten damaged images are skipped however few there are, eleven only if they are at most one in a hundred", async () => {
  const damaged = (count: number) => Array.from({ length: count }, (_, n) => `train/a/${100 + n}.png`);
  const load = (folder: string) => loadFolder(folder, { size: 1, badImages: "skip" });
  await withFolder(files(12, damaged(10)), async (folder) => {
    assertEquals((await rightOf(load(folder))).train.count, 26);
  });
  await withFolder(files(12, damaged(11)), async (folder) => {
    const message = await messageOf(load(folder));
    assertStringIncludes(
      message,
      "at most 10 images, or 1 % of the 39, may be skipped, current value is 11 or more:\n",
    );
    assertStringIncludes(message, "\n  train/a/109.png: 109.png must be a ");
    assertStringIncludes(message, "\n  and 1 more; give each class");
  });
  const origin = { title: "photos", advice: "look again" };
  for (const [count, most] of [[1000, 10], [1099, 10], [1100, 11], [1200, 12]] as const) {
    const { meet, skipped } = badImageKeeper(origin, { badImages: "skip" }, { folder: "x", count });
    for (let n = 0; n < most; n++) meet(`x/${n}.png`, new DataError("damaged"));
    assertEquals(
      skippedNotes(skipped, count)[0],
      `Skipped ${most} of ${count.toLocaleString("en")} images that cannot be read:`,
    );
    assertThrows(
      () => meet("x/more.png", new DataError("damaged")),
      DataError,
      `current value is ${most + 1} or more:`,
    );
  }
});

Deno.test("a file that cannot be read is skipped like a damaged one, and counts when it comes back", () =>
  withFolder(files(20), async (folder) => {
    await Deno.symlink(`${folder}/later.png`, `${folder}/train/c/0.png`);
    const load = ways["from a converted copy"];
    const { notes = [], train } = await rightOf(load(folder, "skip"));
    assertEquals([train.count, notes.at(-1)], [
      60,
      "  train/c/0.png: 0.png must be a file that can be read, current value is nothing",
    ]);
    await Deno.writeFile(`${folder}/later.png`, flatPng(1, 1, [2, 0, 0]));
    assertEquals((await rightOf(load(folder, "skip"))).train.count, 61);
  }));
