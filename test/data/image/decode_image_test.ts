import { assert, assertEquals, assertLess, assertMatch, assertStringIncludes } from "@std/assert";
import * as fc from "fast-check";
import { encode } from "fast-png";
import * as E from "fp-ts/Either";
import jpeg from "jpeg-js";
import { decodeImage } from "../../../src/data/image/decode_image.ts";
import { makePng } from "./make_png.ts";

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
