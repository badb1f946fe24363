import { assertEquals, assertStringIncludes } from "@std/assert";
import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { decodeIdx } from "../../../src/data/mnist/decode_idx.ts";
import { loadMnist } from "../../../src/data/mnist/mnist.ts";
import { complaint, rightOf, withFolder } from "../with_folder.ts";
import { gzip, idx, smallSet } from "./mnist_files.ts";

const ADVICE = "put the four files of https://storage.googleapis.com/cvdf-datasets/mnist/ there";

/** What a set with another content of this file complains about. */
const broken = (name: string, bytes: Uint8Array) => complaint(smallSet().set(name, bytes), loadMnist);

Deno.test("loadMnist() reads files that are packed and files that are not", async () => {
  await withFolder(smallSet(), async (folder) => {
    for (const name of [folder, `${folder}/`]) {
      const { train, test, height, width, channels, classNames } = await rightOf(loadMnist(name));
      assertEquals([height, width, channels, classNames.length], [28, 28, 1, 10]);
      assertEquals([train.count, test.count], [3, 2]);
      assertEquals([[...train.labels], [...test.labels]], [[9, 0, 5], [1, 2]]);
      assertEquals(train.images, Uint8Array.from({ length: 3 * 784 }, (_, i) => (i * 7 + 1) % 256));
    }
  });
});

for (const name of [...smallSet().keys()].filter((one) => !one.startsWith("train-images"))) {
  Deno.test(`loadMnist() names ${name} when it is missing`, async () => {
    const files = smallSet();
    files.delete(name);
    assertEquals(
      await complaint(files, loadMnist),
      `Cannot read MNIST: /data/${
        name.replace(".gz", "")
      }.gz must be a file that can be read, current value is ` +
        `nothing; ${ADVICE}`,
    );
  });
}

Deno.test("loadMnist() refuses a file with another magic number, or too short for one", async () => {
  assertEquals(
    await broken("t10k-images-idx3-ubyte", idx([2], [1, 2])),
    "Cannot read MNIST: t10k-images-idx3-ubyte must start with the bytes 00 00 08 03 and 3 sizes, current value is " +
      `00 00 08 01 in a file of 10 bytes (/data/t10k-images-idx3-ubyte, byte 0); ${ADVICE}`,
  );
  assertStringIncludes(
    await broken("t10k-images-idx3-ubyte", new Uint8Array()),
    "current value is nothing in a file of 0 bytes",
  );
});

Deno.test("loadMnist() refuses a file that is cut short, has sizes that lie, or is longer than they say", async () => {
  assertStringIncludes(
    await broken("t10k-images-idx3-ubyte", idx([2, 28, 28], [1, 2, 3])),
    "t10k-images-idx3-ubyte must hold 1584 bytes for its sizes 2×28×28, current value is 19 bytes",
  );
  assertStringIncludes(
    await broken("t10k-images-idx3-ubyte", idx([2 ** 32 - 1, 2 ** 32 - 1, 28], [1])),
    "for its sizes 4294967295×4294967295×28, current value is 17 bytes",
  );
  assertStringIncludes(
    await broken("train-labels-idx1-ubyte", idx([3], [1, 2, 3, 4])),
    "must hold 11 bytes for its sizes 3, current value is 12 bytes",
  );
});

Deno.test("loadMnist() refuses images of another size, none at all, and labels that do not fit", async () => {
  assertStringIncludes(
    await broken("t10k-images-idx3-ubyte", idx([2, 1, 2], [1, 2, 3, 4])),
    "t10k-images-idx3-ubyte must hold images of 28×28, current value is 1×2",
  );
  assertStringIncludes(
    await broken("t10k-images-idx3-ubyte", idx([0, 28, 28], [])),
    "t10k-images-idx3-ubyte must hold an image, current value is 0 images",
  );
  assertStringIncludes(
    await broken("train-labels-idx1-ubyte", idx([2], [1, 2])),
    "train-labels-idx1-ubyte must hold a label for each of 3 images, current value is 2 labels",
  );
  assertStringIncludes(
    await broken("train-labels-idx1-ubyte", idx([3], [1, 10, 11])),
    "train-labels-idx1-ubyte must hold labels in 0…9, current value is 10 (/data/train-labels-idx1-ubyte, byte 9)",
  );
});

Deno.test("loadMnist() refuses a packed file that is cut short or damaged", async () => {
  const whole = smallSet().get("train-images-idx3-ubyte.gz")!;
  const damaged = whole.slice();
  damaged[whole.length - 8]! ^= 1;
  for (const bytes of [whole.subarray(0, whole.length - 20), damaged, Uint8Array.of(0x1f, 0x8b)]) {
    assertStringIncludes(
      await broken("train-images-idx3-ubyte.gz", bytes),
      "train-images-idx3-ubyte.gz must be a whole gzip file, current value is ",
    );
  }
});

Deno.test("loadMnist() refuses a small file that unpacks to a huge one", async () => {
  assertStringIncludes(
    await broken("train-images-idx3-ubyte.gz", gzip(new Uint8Array(2 ** 28 + 1))),
    "train-images-idx3-ubyte.gz must unpack to at most 268435456 bytes, current value is more",
  );
});

Deno.test("decodeIdx() takes any change of a byte at any length: sizes that fit, or a DataError", () => {
  fc.assert(
    fc.property(fc.nat(15), fc.nat(255), fc.nat(40), (place, byte, length) => {
      const bytes = idx([2, 3, 4], Array(24).fill(1));
      bytes[place] = byte;
      const decoded = decodeIdx(
        { title: "x", advice: "y" },
        { path: "a", bytes: bytes.subarray(0, length) },
        3,
      );
      if (E.isLeft(decoded)) return assertEquals(decoded.left.name, "DataError");
      const { shape, values } = decoded.right;
      assertEquals(shape.reduce((product, size) => product * size), values.length);
    }),
    { numRuns: 2000 },
  );
});
