import { roomFor } from "../../../device/mod.ts";
import type { Retouch, RetouchStep } from "../../../pair/mod.ts";
import { LOOK } from "../wgsl/looks.ts";

/** The planes of an image of bytes: as it is read, one to spare, and from then on what every chain makes of it. */
const CLEAN = 0, SPARE = 1, CHAINS = 2;

/** What an operation is on the device. */
export const Operation = { autocontrast: 1, equalize: 2, posterize: 3, solarize: 4, affine: 5 } as const;

/** What a step is on the device: its operation, the planes that it reads and writes, and up to six numbers more. */
export const STEP = 9;

/** What is done to images, as kernels read it. */
export interface RetouchPlan {
  /**
   * A row for every image: the {@linkcode LOOK} numbers, the share of the chains, for each its weight and its plane, and
   * the steps of all of them.
   */
  readonly list: Float32Array;
  readonly samples: number;
  /** The most chains of an image. */
  readonly chains: number;
  /** The most steps of an image. */
  readonly steps: number;
  /** Where the share and the steps are in a row, and how long it is. */
  readonly row: { readonly share: number; readonly steps: number; readonly stride: number };
  /** How many planes an image has. */
  readonly planes: number;
}

/**
 * Lays out what is done to images.
 *
 * @param looks How every image is read: {@linkcode LOOK} numbers.
 */
export function retouchPlan(
  retouches: readonly (Retouch | undefined)[],
  looks: readonly (readonly number[])[],
): RetouchPlan {
  const all = retouches.map((one) => one?.chains ?? []), samples = all.length;
  const chains = Math.max(0, ...all.map((own) => own.length));
  const steps = Math.max(0, ...all.map((own) => own.reduce((sum, { steps }) => sum + steps.length, 0)));
  const first = LOOK + 1 + 2 * chains, stride = first + STEP * steps;
  const list = new Float32Array(roomFor(samples * stride));
  for (const [n, own] of all.entries()) {
    const row = list.subarray(n * stride, (n + 1) * stride);
    row.set(looks[n]!);
    row[LOOK] = retouches[n]?.share ?? 0;
    for (const [i, { weight, steps }] of own.entries()) {
      row.set([Math.fround(weight) / 255, steps.length === 0 ? CLEAN : CHAINS + i], LOOK + 1 + 2 * i);
    }
    row.set(own.flatMap(({ steps }, i) => stepsOf(steps, CHAINS + i)), first);
  }
  return {
    list,
    samples,
    chains,
    steps,
    row: { share: LOOK, steps: first, stride },
    planes: CHAINS + chains,
  };
}

/** The steps of a chain, from the clean plane by turns to the spare one and its own, and last to its own. */
function stepsOf(steps: readonly RetouchStep[], own: number): readonly number[] {
  const written = (k: number) => (steps.length - 1 - k) % 2 === 0 ? own : SPARE;
  return steps.flatMap((step, k) => {
    const numbers = [Operation[step.op], k === 0 ? CLEAN : written(k - 1), written(k), ...numbersOf(step)];
    return [...numbers, ...Array<number>(STEP - numbers.length).fill(0)];
  });
}

function numbersOf(step: RetouchStep): readonly number[] {
  switch (step.op) {
    case "autocontrast":
    case "equalize":
      return [];
    case "posterize":
      return [256 - 2 ** (8 - step.bits)];
    case "solarize":
      return [step.threshold];
    case "affine":
      return [step.xx, step.xy, step.x0, step.yx, step.yy, step.y0];
  }
}
