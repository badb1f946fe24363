import { assertEquals } from "@std/assert";
import { threefry } from "../../src/random/key.ts";
import { xoshiro } from "../../src/random/words.ts";

// Known answers of threefry2x32, 20 rounds, from the Random123 distribution (kat_vectors).
Deno.test("threefry() gives the published known answers", () => {
  const max = 0xffffffff;
  assertEquals(threefry({ hi: 0, lo: 0 }, 0, 0), [0x6b200159, 0x99ba4efe]);
  assertEquals(threefry({ hi: max, lo: max }, max, max), [0x1cb996fc, 0xbb002be7]);
  assertEquals(threefry({ hi: 0x13198a2e, lo: 0x03707344 }, 0x243f6a88, 0x85a308d3), [
    0xc4923a9c,
    0x483df7a0,
  ]);
});

// The first words of the authors' xoshiro128plusplus.c from the state 1, 2, 3, 4 (as in the tests of Rust's rand_xoshiro).
Deno.test("xoshiro() gives the words of the reference code", () => {
  const words = new Int32Array(10);
  xoshiro(words, 1, 2, 3, 4);
  assertEquals([...words].map((word) => word >>> 0), [
    641,
    1573767,
    3222811527,
    3517856514,
    836907274,
    4247214768,
    3867114732,
    1355841295,
    495546011,
    621204420,
  ]);
});
