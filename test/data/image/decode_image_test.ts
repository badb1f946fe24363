import { assert, assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import * as fc from "fast-check";
import { encode } from "fast-png";
import * as E from "fp-ts/Either";
import jpeg from "jpeg-js";
import { decodeImage } from "../../../src/data/image/decode_image.ts";
import { constants, deflateRawSync } from "node:zlib";
import { judgedImages } from "./judged_images.ts";
import { chunk, makePng } from "./make_png.ts";

const ORIGIN = { title: "photos", advice: "look again" };

function pixelsOf(bytes: Uint8Array): readonly number[] {
  const decoded = decodeImage(ORIGIN, { path: "/some/cat.png", bytes });
  if (E.isLeft(decoded)) throw decoded.left;
  return [...decoded.right.pixels];
}

function messageOf(bytes: Uint8Array): string {
  const decoded = decodeImage(ORIGIN, { path: "/some/cat.png", bytes });
  assert(E.isLeft(decoded));
  assertEquals(decoded.left.name, "DataError");
  return decoded.left.message;
}

const jpegOf = (width: number, height: number, data: Uint8Array) =>
  new Uint8Array(jpeg.encode({ width, height, data }, 95).data);

Deno.test("decodeImage() reads the bytes of an RGB PNG", () => {
  const anyImage = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), fc.nat(255));
  fc.assert(
    fc.property(anyImage, ([width, height, salt]) => {
      const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 89 + salt) % 256);
      for (const interlace of ["null", "Adam7"] as const) {
        const bytes = encode({ width, height, data, channels: 3 }, { interlace });
        const decoded = decodeImage(ORIGIN, { path: "a.png", bytes });
        assertEquals(decoded, E.right({ width, height, pixels: data }));
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("decodeImage() expands grey, rounds 16 bits, and blends what is transparent over white", () => {
  const png = (channels: number, data: readonly number[]) =>
    encode({ width: 2, height: 1, channels, data: Uint8Array.from(data) });
  assertEquals(pixelsOf(png(1, [7, 200])), [7, 7, 7, 200, 200, 200]);
  assertEquals(pixelsOf(png(2, [7, 255, 7, 0])), [7, 7, 7, 255, 255, 255]);
  assertEquals(pixelsOf(png(4, [1, 2, 3, 255, 0, 100, 255, 51])), [1, 2, 3, 204, 224, 255]);
  const deep = encode({
    width: 2,
    height: 1,
    channels: 1,
    depth: 16,
    data: Uint16Array.of(257 * 9, 257 * 9 + 200),
  });
  assertEquals(pixelsOf(deep), [9, 9, 9, 10, 10, 10]);
});

Deno.test("decodeImage() takes pixels of fewer than 8 bits apart, and every row starts with a new byte", () => {
  const size = { width: 3, height: 2, colourType: 0 };
  const grey = (values: readonly number[]) => values.flatMap((value) => [value, value, value]);
  assertEquals(
    pixelsOf(makePng({ ...size, depth: 1, rows: [[0b10100000], [0b01000000]] })),
    grey([255, 0, 255, 0, 255, 0]),
  );
  assertEquals(
    pixelsOf(makePng({ ...size, depth: 2, rows: [[0b00011000], [0b11000100]] })),
    grey([0, 85, 170, 255, 0, 85]),
  );
  assertEquals(
    pixelsOf(makePng({ ...size, depth: 4, rows: [[0x01, 0xf0], [0x2a, 0x30]] })),
    grey([0, 17, 255, 34, 170, 51]),
  );
});

Deno.test("decodeImage() looks up a palette, whose entries may be transparent, only where there are indices", () => {
  const palette = [10, 20, 30, 40, 50, 60, 70, 80, 90];
  const indexed = { width: 3, height: 1, depth: 2, colourType: 3, rows: [[0b00011000]], palette };
  assertEquals(pixelsOf(makePng(indexed)), palette);
  assertEquals(pixelsOf(makePng({ ...indexed, transparency: [255, 0] })), [
    10,
    20,
    30,
    255,
    255,
    255,
    70,
    80,
    90,
  ]);
  assertStringIncludes(
    messageOf(makePng({ ...indexed, rows: [[0b11011000]] })),
    "damaged: no palette entry 3",
  );
  const colour = { width: 1, height: 1, depth: 8, colourType: 2, rows: [[1, 2, 3]] };
  assertEquals(pixelsOf(makePng({ ...colour, palette })), [1, 2, 3]);
});

Deno.test("decodeImage() makes the transparent colour of a PNG white", () => {
  const colour = { width: 3, height: 1, depth: 8, colourType: 2, rows: [[1, 2, 3, 1, 2, 4, 0, 0, 0]] };
  assertEquals(pixelsOf(makePng({ ...colour, transparency: [0, 1, 0, 2, 0, 3] })), [
    255,
    255,
    255,
    1,
    2,
    4,
    0,
    0,
    0,
  ]);
});

Deno.test("decodeImage() reads a JPEG, whatever the file is called", () => {
  const data = Uint8Array.from({ length: 16 * 8 * 4 }, (_, i) => i % 4 === 3 ? 255 : [200, 120, 40][i % 4]!);
  const decoded = decodeImage(ORIGIN, { path: "cat.png", bytes: jpegOf(16, 8, data) });
  assert(E.isRight(decoded));
  assertEquals([decoded.right.height, decoded.right.width, decoded.right.pixels.length], [8, 16, 8 * 16 * 3]);
  for (const [i, value] of decoded.right.pixels.entries()) {
    assertLess(Math.abs(value - [200, 120, 40][i % 3]!), 4);
  }
});

Deno.test("decodeImage() says what a file is that is no image", () => {
  assertEquals(
    messageOf(new TextEncoder().encode("GIF89a")),
    "Cannot read photos: cat.png must be a PNG, JPEG or WebP image, current value is a file that starts with 47 49 46 38 " +
      "(/some/cat.png); look again",
  );
  assertStringIncludes(messageOf(new Uint8Array()), "a file that starts with nothing");
});

Deno.test("decodeImage() refuses an image that is cut short anywhere", () => {
  const data = Uint8Array.from({ length: 16 * 16 * 4 }, (_, i) => (i * 37) % 256);
  for (const whole of [jpegOf(16, 16, data), encode({ width: 16, height: 16, data, channels: 4 })]) {
    for (let length = 8; length < whole.length - 1; length += 5) {
      assertMatch(
        messageOf(whole.subarray(0, length)),
        /cat\.png must be a whole image, current value is damaged: ./,
      );
    }
  }
});

Deno.test("decodeImage() refuses a PNG with a flipped bit, one without pixels, and one too large", () => {
  const size = { width: 2, height: 1, depth: 8, colourType: 0, rows: [[1, 2]] };
  const flipped = makePng(size);
  flipped[flipped.length - 20]! ^= 1;
  assertStringIncludes(messageOf(flipped), "damaged: ");
  assertStringIncludes(messageOf(makePng({ ...size, width: 0, height: 0, rows: [] })), "damaged: 0×0 pixels");
  assertStringIncludes(
    messageOf(makePng({ ...size, width: 100_000, height: 100_000 })),
    "cat.png must have at most 100 megapixels, current value is 100000×100000 pixels (/some/cat.png, byte 8)",
  );
});

Deno.test("decodeImage() takes any change of a byte: an image of its size, or a DataError", () => {
  const data = Uint8Array.from({ length: 16 * 16 * 4 }, (_, i) => (i * 37) % 256);
  const images = [jpegOf(16, 16, data), encode({ width: 16, height: 16, data, channels: 4 })];
  fc.assert(
    fc.property(fc.constantFrom(...images), fc.nat(), fc.nat(255), (image, place, byte) => {
      const bytes = image.slice();
      bytes[place % bytes.length] = byte;
      const decoded = decodeImage(ORIGIN, { path: "any", bytes });
      if (E.isLeft(decoded)) return assertEquals(decoded.left.name, "DataError");
      const { height, width, pixels } = decoded.right;
      assertEquals(pixels.length, height * width * 3);
    }),
    { numRuns: 1000 },
  );
});

Deno.test("decodeImage() refuses by name what is not decoded", () => {
  const { file } = judgedImages.find(({ kind }) => kind === "JPEG grey")!;
  const frame = file.findIndex((byte, i) => byte === 0xff && [0xc0, 0xc2].includes(file[i + 1]!));
  const changed = (at: number, byte: number) => messageOf(file.with(frame + at, byte));
  assertStringIncludes(changed(4, 12), "must have 8 bits a channel, current value is 12 bits");
  assertStringIncludes(
    changed(1, 0xc9),
    "must be a baseline or progressive JPEG with Huffman codes, current value is arithmetic coding",
  );
  assertStringIncludes(changed(1, 0xc3), "current value is process 3");
  assertStringIncludes(changed(5, 0xff), "current value is damaged: too few data for its size");
  const large = file.with(frame + 5, 0x40).with(frame + 7, 0x40);
  assertStringIncludes(messageOf(large), "must have at most 100 megapixels, current value is 164");
});

Deno.test("decodeImage() says what the JPEG decoder says of data that are not whole", () => {
  const { file } = judgedImages.find(({ kind }) => kind === "JPEG YCbCr 2x2")!;
  const scan = file.findIndex((byte, i) => byte === 0xff && file[i + 1] === 0xda);
  const cut = Uint8Array.of(...file.subarray(0, scan + 24), 0xff, 0xd9);
  assertStringIncludes(messageOf(cut), "damaged: Corrupt JPEG data: premature end of data segment (");
  // Bytes before the end say nothing of the pixels.
  const longer = Uint8Array.of(...file.subarray(0, -2), 1, 2, 3, 0xff, 0xd9);
  for (let turn = 0; turn < 2; turn++) assertEquals(pixelsOf(longer), pixelsOf(file));
});

Deno.test("decodeImage() unpacks no more of a PNG than its pixels", () => {
  const zeros = deflateRawSync(new Uint8Array(2 ** 24), { finishFlush: constants.Z_FULL_FLUSH });
  const bomb = [0x78, 0x9c, ...Array.from({ length: 64 }, () => [...zeros]).flat(), 3, 0, 0, 0, 0, 0];
  const image = { width: 2, height: 1, depth: 8, colourType: 0, rows: [[1, 2]] };
  const whole = makePng(image), place = 33;
  const profile = chunk("iCCP", [120, 0, 0, ...bomb]);
  const before = Deno.memoryUsage().rss;
  assertEquals(
    pixelsOf(Uint8Array.from([...whole.subarray(0, place), ...profile, ...whole.subarray(place)])),
    [1, 1, 1, 2, 2, 2],
  );
  assertEquals(pixelsOf(makePng({ ...image, packed: bomb })), [0, 0, 0, 0, 0, 0]);
  assertLess(Deno.memoryUsage().rss - before, 300e6);
});

Deno.test("decodeImage() leaves an image as it is stored where its orientation is ignored", () => {
  for (const kind of ["JPEG", "PNG", "WebP"]) {
    const stored = judgedImages.filter((image) => image.kind === `${kind} with an orientation`).map(
      ({ file }) => {
        const decoded = decodeImage(ORIGIN, { path: kind, bytes: file }, "ignore");
        if (E.isLeft(decoded)) throw decoded.left;
        return [decoded.right.height, decoded.right.width];
      },
    );
    assertEquals(stored, Array.from({ length: 8 }, () => [5, 8]));
  }
});
