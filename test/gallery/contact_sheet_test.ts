import { assert, assertEquals } from "@std/assert";
import { decode } from "fast-png";
import { cutmix, fold, key, mixup, unmixed } from "../../mod.ts";
import { embedded } from "../../src/data/mod.ts";
import { contactSheet } from "../../src/gallery/mod.ts";
import { permutation } from "../../src/random/mod.ts";

const dataset = embedded({ train: 10, test: 20 });
const options = { pairs: 2, zoom: 1 };

/** The letters of the longest name, and the gaps around them. */
const label = (name: string) => 6 * name.length + 9;

function sheet(seed: number, recipes = { none: unmixed(), cutmix: cutmix() }) {
  const { width, height, data, channels } = decode(contactSheet(recipes, dataset, key(seed), options));
  assertEquals(channels, 3);
  const pixel = (x: number, y: number) => [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
  return { width, height, data, pixel };
}

Deno.test("a contact sheet shows anchor, partner, mask and result of every pair", () => {
  const { width, height, pixel } = sheet(5);
  assertEquals([width, height], [label("cutmix") + 2 * (4 * 35 + 6), 2 * (32 + 8 + 6) + 3]);
  const [anchor, , partner] = permutation(fold(key(5), 0), 20);
  const stored = (
    row: number,
    x: number,
    y: number,
  ) => [...dataset.test.images.subarray(((row * 32 + y) * 32 + x) * 3, ((row * 32 + y) * 32 + x) * 3 + 3)];
  const left = label("cutmix"), top = 3;
  for (const [x, y] of [[0, 0], [31, 0], [13, 30]] as const) {
    assertEquals(pixel(left + x, top + y), stored(anchor!, x, y), "the anchor");
    assertEquals(pixel(left + 35 + x, top + y), stored(partner!, x, y), "the partner");
    assertEquals(pixel(left + 70 + x, top + y), [255, 255, 255], "the mask of ones");
    assertEquals(pixel(left + 105 + x, top + y), stored(anchor!, x, y), "the result");
  }
});

Deno.test("a contact sheet shows the same pairs in every row, and the same picture for the same key", () => {
  const { pixel, data } = sheet(5);
  const left = label("cutmix"), below = 32 + 8 + 6;
  assertEquals(pixel(left + 9, 12), pixel(left + 9, 12 + below));
  assertEquals(data, sheet(5).data);
  assert(sheet(6).data.some((byte, i) => byte !== data[i]));
});

Deno.test("a contact sheet writes the label weight in letters", () => {
  const { data, width, height } = sheet(5, { none: unmixed(), cutmix: mixup() });
  const ink = [228, 228, 231];
  let letters = 0;
  for (let i = 0; i < width * height; i++) {
    if (ink.every((byte, c) => data[3 * i + c] === byte)) letters++;
  }
  assert(letters > 100, `${letters} pixels of ink`);
});
