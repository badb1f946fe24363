import { assertEquals } from "@std/assert";
import { decode } from "fast-png";
import { classSheet } from "../../src/gallery/mod.ts";

Deno.test("classSheet() shows the first images of each class, in its row", async () => {
  const labels = Uint8Array.of(1, 0, 1, 1, 0);
  const images = Uint8Array.from({ length: 5 * 12 }, (_, i) => 50 + 10 * Math.floor(i / 12) + i % 3);
  const split = { count: 5, images, labels };
  const about = { name: "a", height: 2, width: 2, channels: 3, mean: [0], std: [1] };
  const dataset = { ...about, classNames: ["a", "b", "no images"], train: split, test: split };
  const { width, height, data } = decode(await classSheet(dataset, { each: 2, zoom: 8 }));
  const at = (x: number, y: number) => [...data.subarray(3 * (y * width + x), 3 * (y * width + x) + 3)];
  const left = 6 * 9 + 6, columns = [left + 3, left + 21], rows = [8, 26, 44];
  assertEquals([width, height], [left + 36, 56]);
  assertEquals(rows.map((y) => columns.map((x) => at(x, y))), [
    [[60, 61, 62], [90, 91, 92]],
    [[50, 51, 52], [70, 71, 72]],
    [[24, 24, 27], [24, 24, 27]],
  ]);
});
