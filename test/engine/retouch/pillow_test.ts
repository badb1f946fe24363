// Goldens: Pillow 9.4, ImageOps and Image.transform / Image.rotate with BILINEAR, on a 7×5 image (equalize: 40×30).
import { assertEquals } from "@std/assert";
import type { RetouchStep } from "../../../mod.ts";
import { lookup } from "../../../src/engine/retouch/lookup.ts";
import { warp } from "../../../src/engine/retouch/warp.ts";

const image = Uint8Array.from({ length: 35 }, (_, i) => (i * 37 + 11 + ((i * i) % 23) * 5) % 200 + 20);

function looked(step: Exclude<RetouchStep, { op: "affine" }>, bytes: Uint8Array): number[] {
  const counts = new Uint32Array(256);
  for (const byte of bytes) counts[byte]!++;
  const table = lookup(step, counts);
  return Array.from(bytes, (byte) => table[byte]!);
}

Deno.test("autocontrast, posterize and solarize are Pillow's", () => {
  assertEquals(
    looked({ op: "autocontrast" }, image),
    // deno-fmt-ignore
    [9, 64, 133, 215, 46, 2, 124, 107, 255, 0, 22, 58, 107, 169, 244, 68, 18, 133, 109, 251, 253, 5, 34, 76, 132, 200, 18, 113, 70, 191, 174, 58, 67, 89, 125],
  );
  assertEquals(
    looked({ op: "posterize", bits: 3 }, image),
    // deno-fmt-ignore
    [0, 64, 96, 160, 32, 0, 96, 96, 192, 0, 32, 64, 96, 128, 192, 64, 32, 96, 96, 192, 192, 0, 32, 64, 96, 160, 32, 96, 64, 160, 128, 64, 64, 64, 96],
  );
  assertEquals(
    looked({ op: "solarize", threshold: 180 }, image),
    // deno-fmt-ignore
    [31, 73, 125, 68, 59, 26, 118, 105, 38, 24, 41, 68, 105, 152, 46, 76, 38, 125, 107, 41, 39, 28, 50, 82, 124, 176, 38, 110, 77, 169, 156, 68, 75, 92, 119],
  );
});

Deno.test("equalize is Pillow's", () => {
  const bytes = Uint8Array.from({ length: 1200 }, (_, i) => (Math.floor(i * i / 7) + i * 3) % 180 + 30);
  const equal = looked({ op: "equalize" }, bytes);
  assertEquals(
    equal.slice(0, 20),
    [0, 5, 11, 13, 21, 28, 38, 51, 54, 63, 70, 82, 89, 99, 111, 126, 143, 154, 165, 181],
  );
  assertEquals(equal.reduce((sum, value) => sum + value, 0), 173947);
});

Deno.test("shear, translation and rotation are Pillow's but for rounding", () => {
  const cos = Math.cos(Math.PI / 9), sin = Math.sin(Math.PI / 9);
  const still = { xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 };
  const turned = {
    xx: cos,
    xy: -sin,
    x0: 3.5 - cos * 3.5 + sin * 2.5,
    yx: sin,
    yy: cos,
    y0: 2.5 - sin * 3.5 - cos * 2.5,
  };
  // deno-fmt-ignore
  const goldens = [
    [{ ...still, xy: 0.3 }, [37, 80, 134, 167, 54, 39, 118, 155, 130, 31, 53, 84, 126, 152, 109, 47, 103, 111, 187, 215, 0, 51, 84, 126, 169, 41, 110, 0, 164, 125, 70, 80, 101, 119, 0]],
    [{ ...still, y0: -2 }, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 31, 73, 125, 187, 59, 26, 118, 105, 217, 24, 41, 68, 105, 152, 209, 76, 38, 125, 107, 214, 216]],
    [turned, [0, 0, 171, 94, 62, 121, 0, 56, 108, 64, 54, 102, 189, 206, 123, 155, 37, 125, 130, 100, 97, 200, 90, 63, 108, 131, 90, 103, 0, 53, 116, 124, 69, 0, 0]],
  ] as const;
  for (const [how, golden] of goldens) {
    const moved = warp(image, how, [5, 7, 1]);
    const off = golden.map((value, i) => Math.abs(value - moved[i]!));
    assertEquals(Math.max(...off) <= 1, true, `${[...moved]}`);
  }
});

Deno.test("a channel of one byte stays as it is, and every operation maps bytes to bytes", () => {
  const flat = new Uint8Array(20).fill(77);
  for (const op of ["autocontrast", "equalize"] as const) assertEquals(looked({ op }, flat), [...flat]);
  for (const bits of [0, 1, 4, 8]) {
    assertEquals(
      looked({ op: "posterize", bits }, Uint8Array.of(255)),
      [256 - 2 ** (8 - bits)].map((v) => 255 & v),
    );
  }
});
