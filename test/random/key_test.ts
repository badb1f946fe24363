import { assertEquals } from "@std/assert";
import { threefry } from "../../src/random/key.ts";

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
