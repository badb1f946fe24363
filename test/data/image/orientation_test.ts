import { assertEquals, assertNotEquals } from "@std/assert";
import { datasets, gather } from "../../../src/data/mod.ts";
import { readImage } from "../../../src/report/mod.ts";
import { rightOf, withFolder } from "../with_folder.ts";
import { judgedImages } from "./judged_images.ts";

/** JPEGs of two classes; all but the first two are stored turned. */
const turned = judgedImages.filter(({ kind }) => kind === "JPEG with an orientation");
const files = turned.map(({ file }, n) => [`set/${"ab"[n % 2]}/${n}.jpg`, file] as const);

Deno.test("a converted set of images is made anew for another orientation", () =>
  withFolder(files, async (folder) => {
    const open = async (orientation?: "apply" | "ignore") => {
      const options = { dataDir: `${folder}/set`, size: 5, workers: 0, ...(orientation && { orientation }) };
      const cache = { cacheDir: `${folder}/cache`, memory: 1e9 };
      const loaded = await rightOf(datasets.folder!.load(options));
      const converted = await rightOf(datasets.folder!.open(options, cache));
      const { train: { images } } = loaded;
      const ids = Uint32Array.from({ length: loaded.train.count }, (_, n) => n);
      const rows = await gather(converted.train, ids);
      assertEquals(rows, images);
      return images;
    };
    const upright = await open("apply");
    assertEquals(await open(), upright);
    assertNotEquals(await open("ignore"), upright);
  }));

Deno.test("readImage() turns an image upright unless its orientation is ignored", () =>
  withFolder(files, async (folder) => {
    for (const [n, { shape: [height, width] }] of turned.entries()) {
      const path = `${folder}/${files[n]![0]}`;
      const upright = await rightOf(readImage(path)), stored = await rightOf(readImage(path, "ignore"));
      assertEquals([upright.height, upright.width], [height, width]);
      assertEquals([stored.height, stored.width], [5, 8]);
    }
  }));
