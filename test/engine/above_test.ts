import { assertEquals } from "@std/assert";
import { CUT, CUT_LINES } from "../../src/engine/webgpu/wgsl/rasters.ts";
import { rankedNoise } from "../../src/engine/host/noise.ts";
import { aboveKernel } from "../../src/engine/webgpu/kernels/noise/above.ts";
import { canCut } from "../../src/engine/webgpu/layout/above_layout.ts";
import { band } from "../../src/mask/field.ts";
import { key, normal } from "../../src/random/mod.ts";
import { demandHealthyDevice, webgpuBackend } from "../../src/device/device.ts";
import { emptyTensor, runKernel } from "../../src/device/kernel.ts";
import { webgpuTest } from "./webgpu.ts";

const sizes = [[1, 1], [1, 7], [32, 32], [33, 57], [64, 64], [96, 600], [224, 224], [700, 1030]] as const;

/** Which waves there are: with few of them many pixels are equal, and the earlier one is below. */
const kinds: Readonly<Record<string, (kx: number, ky: number) => boolean>> = {
  "no waves": () => false,
  "waves along x": (_, ky) => ky === 0,
  "waves along y": (kx) => kx === 0,
  "one wave": (kx, ky) => kx === 1 && ky === 0,
  "all waves": () => true,
};

const levels = [0, 0.1, 0.5, 0.77, 1];

for (const [height, width] of sizes) {
  webgpuTest(`noise of ${height}×${width} is cut at levels as its ranks are`, async () => {
    assertEquals(canCut([height, width]), true);
    const backend = webgpuBackend()!, pixels = height * width;
    for (const [kind, has] of Object.entries(kinds)) {
      const columns = band(width) + 1, rows = band(height);
      const amplitudes = Float32Array.from({ length: 2 * columns * (2 * rows + 1) }, (_, i) => {
        const kx = (i >> 1) % columns, ky = Math.floor((i >> 1) / columns) - rows;
        return has(kx, ky) ? normal(key(1), i) / (1 + kx + Math.abs(ky)) : 0;
      });
      const noise = { kind: "noise", amplitudes } as const, ranks = rankedNoise(noise, height, width);
      const made = emptyTensor(backend, [levels.length * pixels]);
      runKernel(
        backend,
        aboveKernel(levels.map(() => noise), Float32Array.from(levels), made, [height, width]),
      );
      const cut = new Uint32Array((await made.data<"float32">()).slice().buffer);
      made.dispose();
      demandHealthyDevice();
      const differing = levels.flatMap((level, n) =>
        Array.from(ranks, (rank, i) => {
          const y = Math.floor(i / width),
            word = cut[n * pixels + Math.floor(y / CUT_LINES) * width + i % width]!;
          const bit = word >> y % CUT_LINES & 1;
          return word >> CUT_LINES === CUT >> CUT_LINES && bit === (rank >= Math.fround(level) ? 1 : 0)
            ? 0
            : 1;
        })
      ).reduce((sum: number, one) => sum + one, 0);
      // Device and host add waves in different orders, so that two pixels can change places.
      const allowed = kind === "all waves" ? 2e-4 * levels.length * pixels : 0;
      assertEquals(differing <= allowed, true, `${kind}: ${differing} of ${levels.length * pixels} differ`);
    }
  });
}
