import { assertEquals, assertThrows } from "@std/assert";
import { kFold, takeFold } from "../../src/data/mod.ts";
import { loadDataset } from "../../src/train/load_dataset.ts";
import { decodeArguments } from "../../src/train/mod.ts";
import { flatPng } from "../data/folder/flat_png.ts";
import { withFolder } from "../data/with_folder.ts";

/** Fifteen images of each of two classes; the first byte of an image is its number. */
const files = [
  ...["a", "b"].flatMap((name) =>
    Array.from({ length: 15 }, (_, n) => [`train/${name}/${n}.png`, flatPng(2, 2, [n, 0, 0])] as const)
  ),
  ...["a", "b"].map((name) => [`val/${name}/1.png`, flatPng(2, 2, [99, 0, 0])] as const),
];

/** What a split holds: of every image the class and the number. */
const contents = ({ images, labels }: { readonly images?: Uint8Array; readonly labels: ArrayLike<number> }) =>
  Array.from(labels, (label, n) => `${label} ${images![12 * n]}`);

Deno.test("--fold I/K measures with part I, counted from 1, and learns from all others", async () => {
  await withFolder(files, async (folder) => {
    const loaded = async (...flags: readonly string[]) => {
      const decoded = decodeArguments([
        ...[
          "--dataset",
          "folder",
          "--data-dir",
          folder,
          "--cache-dir",
          "none",
          "--workers",
          "0",
          "--seed",
          "3",
        ],
        ...flags,
      ]);
      if (decoded._tag === "Left") throw new Error(JSON.stringify(decoded.left));
      return await loadDataset(decoded.right.config);
    };
    const parts = [...kFold((await loaded()).train, { folds: 5, seed: 3 })];
    for (const [i, part] of parts.entries()) {
      const { train, test } = await loaded("--fold", `${i + 1}/5`);
      assertEquals([contents(train), contents(test)], [contents(part.train), contents(part.validation)]);
    }
    assertEquals(contents((await loaded()).test), ["0 99", "1 99"]);
  });
});

Deno.test("takeFold() takes the parts 0 to K - 1 of kFold() and no others, of the same seed if none is given", () => {
  const split = {
    count: 12,
    labels: Uint8Array.from({ length: 12 }, (_, n) => n % 3),
    images: new Uint8Array(12),
  };
  const parts = [...kFold(split, { folds: 4 })];
  for (const [fold, part] of parts.entries()) assertEquals(takeFold(split, { folds: 4, fold }), part);
  for (const fold of [-1, 4, 1.5, NaN]) {
    assertThrows(() => takeFold(split, { folds: 4, fold }), RangeError, "fold must be an integer in 0…3");
  }
});
