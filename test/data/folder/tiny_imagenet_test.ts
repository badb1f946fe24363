import { assert, assertEquals, assertLess, assertStringIncludes, assertThrows } from "@std/assert";
import { decode } from "fast-png";
import { loadTinyImagenet } from "../../../src/data/folder/tiny_imagenet.ts";
import { complaint, messageOf, rightOf, sampleFolder, textBytes, withFolder } from "../with_folder.ts";
import { flatPng } from "./flat_png.ts";

/** Two classes in an order that is not the sorted one. */
function smallSet(): Map<string, Uint8Array> {
  return new Map([
    ["wnids.txt", textBytes("n2\nn1\n")],
    ["words.txt", textBytes("n1\talp\nn3\tnothing\nn2\tEgyptian cat, cat of Egypt\n")],
    ["train/n1/images/n1_0.JPEG", flatPng(64, 64, [1, 1, 1])],
    ["train/n2/images/n2_1.JPEG", flatPng(64, 64, [3, 3, 3])],
    ["train/n2/images/n2_0.JPEG", flatPng(64, 64, [2, 2, 2])],
    ["train/n2/n2_boxes.txt", textBytes("n2_0.JPEG\t0\t0\t63\t63\n")],
    ["val/val_annotations.txt", textBytes("val_1.JPEG\tn1\t0\t0\t63\t63\r\nval_0.JPEG\tn2\t0\t0\t63\t63\n")],
    ["val/images/val_0.JPEG", flatPng(64, 64, [4, 4, 4])],
    ["val/images/val_1.JPEG", flatPng(64, 64, [5, 5, 5])],
  ]);
}

for (const inside of [".", "tiny-imagenet-200"]) {
  Deno.test(`loadTinyImagenet() reads the files in ${inside}, labels by the lines of wnids.txt`, async () => {
    const files = [...smallSet()].map(([name, bytes]) => [`${inside}/${name}`, bytes] as const);
    await withFolder(files, async (folder) => {
      const { classNames, height, width, channels, train, test, mean } = await rightOf(
        loadTinyImagenet(folder),
      );
      assertEquals([classNames, height, width, channels], [["Egyptian cat", "alp"], 64, 64, 3]);
      assertEquals([[...train.labels], [...test.labels]], [[0, 0, 1], [1, 0]]);
      const first = ({ images }: typeof train) => [...images].filter((_, i) => i % (64 * 64 * 3) === 0);
      assertEquals([first(train), first(test)], [[2, 3, 1], [5, 4]]);
      assertEquals(mean, [0.4802, 0.4481, 0.3975]);
      const small = await rightOf(loadTinyImagenet(folder, { size: 2 }));
      assertEquals([small.height, small.mean.map((value) => Math.round(value * 255))], [2, [2, 2, 2]]);
    });
  });
}

for (const name of ["words.txt", "val/val_annotations.txt", "val/images/val_0.JPEG"]) {
  Deno.test(`loadTinyImagenet() names ${name} when it is missing`, async () => {
    const files = smallSet();
    files.delete(name);
    assertEquals(
      await complaint(files, loadTinyImagenet),
      `Cannot read Tiny-ImageNet: /data/${name} must be a file that can be read, current value is nothing; ` +
        "unpack http://cs231n.stanford.edu/tiny-imagenet-200.zip there",
    );
  });
}

Deno.test("loadTinyImagenet() refuses lists that say something impossible", async () => {
  const broken = (name: string, text: string) =>
    complaint(smallSet().set(name, textBytes(text)), loadTinyImagenet);
  assertStringIncludes(
    await broken("wnids.txt", "n1\n"),
    "wnids.txt must hold 2…65536 class names, current value is 1",
  );
  assertStringIncludes(
    await broken("words.txt", "n1\talp\n"),
    "words.txt must name the class n2, current value is nothing (/data/words.txt)",
  );
  assertStringIncludes(
    await broken("wnids.txt", "n1\nn3\nn2\n"),
    "/data/train/n3/images must be a folder that can be read, current value is nothing",
  );
  const rule = "must hold the name of a file, a tab and a class of wnids.txt, current value is";
  for (const line of ["val_1.JPEG\tn3", "../../x.JPEG\tn1", "val_1.JPEG", "\tn1"]) {
    assertStringIncludes(
      await broken("val/val_annotations.txt", `val_1.JPEG\tn1\n${line}\n`),
      `line 2 of val_annotations.txt ${rule} ${line} (/data/val/val_annotations.txt)`,
    );
  }
  assertStringIncludes(await broken("val/val_annotations.txt", "\n"), `val_annotations.txt ${rule} nothing`);
});

Deno.test("loadTinyImagenet() names a damaged image, a missing folder and a size out of range", async () => {
  assertStringIncludes(
    await complaint(
      smallSet().set("val/images/val_0.JPEG", Uint8Array.of(0xff, 0xd8, 0xff)),
      loadTinyImagenet,
    ),
    "val_0.JPEG must be a whole image, current value is damaged: ",
  );
  assertStringIncludes(
    await messageOf(loadTinyImagenet("/no/such/folder")),
    "Cannot read Tiny-ImageNet: /no/such/folder must be a folder that can be read",
  );
  assertThrows(() => loadTinyImagenet("x", { size: 0 }), RangeError, "size must be an integer of at least 1");
});

const real = sampleFolder("tiny-imagenet-sample/tiny-imagenet-200");

/** The pixels of an image file, read by the runtime's own decoder. */
async function independently(path: string) {
  const bitmap = await createImageBitmap(new Blob([await Deno.readFile(path)]));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  canvas.getContext("bitmaprenderer")!.transferFromImageBitmap(bitmap);
  return decode(await (await canvas.convertToBlob()).bytes());
}

Deno.test({
  name:
    "loadTinyImagenet() reads real files: classes balanced, pixels near another decoder's, grey ones within 1",
  ignore: real === undefined,
  async fn() {
    const { classNames, train, test } = await rightOf(loadTinyImagenet(real!));
    assertEquals(classNames.slice(0, 3), ["Egyptian cat", "oboe", "pretzel"]);
    for (const { labels, count } of [train, test]) {
      const counts = classNames.map((_, c) => labels.filter((label) => label === c).length);
      assertEquals(counts, counts.map(() => count / counts.length));
    }
    const wnids = (await Deno.readTextFile(`${real}/wnids.txt`)).trim().split("\n");
    const lines = (await Deno.readTextFile(`${real}/val/val_annotations.txt`)).trim().split("\n");
    assertEquals(lines.length, test.count);
    let greys = 0;
    for (const [n, line] of lines.entries()) {
      const [name, wnid] = line.split("\t");
      assertEquals(test.labels[n], wnids.indexOf(wnid!));
      const { data, channels } = await independently(`${real}/val/images/${name}`);
      const ours = test.images.subarray(n * 12288, (n + 1) * 12288);
      const differences = Array.from(ours, (value, i) => {
        const channel = Math.min(i % 3, channels - 1);
        return Math.abs(value - data[Math.floor(i / 3) * channels + channel]!);
      });
      // The other decoder smooths chroma where ours repeats it.
      assertLess(differences.reduce((sum, each) => sum + each) / 12288, 6);
      if (channels > 1) continue;
      greys++;
      assertLess(Math.max(...differences), 2);
      for (let i = 0; i < 12288; i += 3) assert(ours[i] === ours[i + 1] && ours[i] === ours[i + 2]);
    }
    assertLess(0, greys);
  },
});
