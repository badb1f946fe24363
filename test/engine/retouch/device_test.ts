import {
  type Batch,
  cropAndFlip,
  type ImageShape,
  key,
  type Recipe,
  type Retouch,
  type RetouchStep,
  uniform,
  unmixed,
  withRetouch,
  withViews,
} from "../../../mod.ts";
import { noiseBatch } from "../../laws/batches.ts";
import { assertAgrees } from "../conformance.ts";
import { webgpuTest } from "../webgpu.ts";
import { webgpuEngine } from "../webgpu_engine.ts";

const still = { op: "affine", xx: 1, xy: 0, x0: 0, yx: 0, yy: 1, y0: 0 } as const;
const turned = (angle: number, scale: number): RetouchStep => {
  const cos = scale * Math.cos(angle), sin = scale * Math.sin(angle);
  return {
    op: "affine",
    xx: cos,
    xy: sin,
    x0: 9 - 9 * (cos + sin),
    yx: -sin,
    yy: cos,
    y0: 9 + 9 * (sin - cos),
  };
};

/** Moves every pixel a little, and none of the border out of the image. */
const nudged: RetouchStep = { ...still, x0: -0.23, y0: 0.19 };

const steps: Readonly<Record<string, RetouchStep>> = {
  autocontrast: { op: "autocontrast" },
  equalize: { op: "equalize" },
  posterize: { op: "posterize", bits: 3 },
  solarize: { op: "solarize", threshold: 180 },
  "whole pixels to the left": { ...still, x0: 3 },
  "whole pixels to the right": { ...still, x0: -6 },
  "whole pixels up": { ...still, y0: 2 },
  "half a pixel": { ...still, x0: 0.5, y0: -0.25 },
  "out of the image": { ...still, x0: 1e4 },
  "shear along lines": { ...still, xy: 0.3 },
  "shear along columns": { ...still, yx: -0.2 },
  "a slight turn": turned(0.1, 1),
  "a turn across many lines": turned(1.2, 1),
  "a turn of what is shrunk": turned(0.4, 2.5),
  "a turn of what is enlarged": turned(-0.3, 0.3),
  mirrored: { ...still, xx: -1, x0: 17 },
};

/** Bytes, of which some are frequent, and in the last channel none is but one. */
function bytes(shape: ImageShape): Batch {
  const batch = noiseBatch(key(8), shape), channels = shape[3];
  const images = batch.images.map((value, i) =>
    channels > 1 && i % channels === channels - 1 ? 77 / 255 : Math.floor(40 + 150 * value * value) / 255
  );
  return { ...batch, images };
}

/** A recipe of chains that are made of a number. */
const withChains = (draw: (number: number) => Retouch): Recipe =>
  withRetouch({ name: "some chains", draw: (from) => draw(Math.floor(1e6 * uniform(from))) })(unmixed());

const chain = (...steps: readonly RetouchStep[]): Retouch => ({ share: 1, chains: [{ weight: 1, steps }] });

for (const shape of [[2, 18, 32, 3], [1, 19, 37, 1], [2, 17, 22, 5], [1, 20, 3, 4]] as const) {
  webgpuTest(`each operation gives the device the bytes of the host at ${shape.join("×")}`, async () => {
    const batch = bytes(shape);
    for (const [name, step] of Object.entries(steps)) {
      await assertAgrees(webgpuEngine, { name, build: () => withChains(() => chain(step)) }, key(1), batch);
      const twice = () => withChains(() => chain(step, nudged, step));
      await assertAgrees(webgpuEngine, { name: `${name}, again`, build: twice }, key(1), batch);
    }
  });
}

webgpuTest("chains of any number and length are blended, also none and empty ones", async () => {
  const all = Object.values(steps);
  const some = (number: number): Retouch => ({
    share: number % 5 / 4,
    chains: Array.from({ length: number % 4 }, (_, i) => ({
      weight: [0.5, 0.3, 0.2][i]!,
      steps: all.slice(number % 7, number % 7 + (number + i) % 5),
    })),
  });
  const recipe = withViews(cropAndFlip())(withChains(some));
  await assertAgrees(
    webgpuEngine,
    { name: "any chains", build: () => recipe },
    key(2),
    bytes([16, 9, 12, 3]),
  );
});

webgpuTest("more steps than a software adapter's loops allow are taken in several kernels", async () => {
  const eight = [...Object.values(steps).slice(0, 7), steps.equalize!];
  const weights = [0.5, 0.3, 0.2];
  const deep = withChains(() => ({ share: 1, chains: weights.map((weight) => ({ weight, steps: eight })) }));
  const entry = { name: "deep chains", build: () => deep };
  await assertAgrees(webgpuEngine, entry, key(4), bytes([1, 512, 1024, 1]));
});
