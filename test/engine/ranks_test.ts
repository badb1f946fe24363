import { assertEquals } from "@std/assert";
import { fmix, key } from "../../mod.ts";
import { mixed, noiseBatch } from "../laws/batches.ts";
import { webgpuTest } from "./webgpu.ts";
import { webgpuEngine } from "./webgpu_engine.ts";

for (const side of [256, 672]) {
  // A software adapter ends an invocation's loops after 65,535 turns, without an error: see ranksKernel().
  webgpuTest(
    `the device ranks noise of ${side}×${side} pixels like the host, whatever loops cost there`,
    async () => {
      const batch = noiseBatch(key(1), [1, side, side, 1]);
      const { masks } = await webgpuEngine.mix(fmix(), key(2), batch);
      const expected = mixed(fmix(), key(2), batch).masks;
      const differing = masks.filter((share, i) => share !== expected[i]).length;
      assertEquals(differing <= 2e-4 * side ** 2, true, `${differing} pixels of ${side ** 2} differ`);
    },
  );
}
