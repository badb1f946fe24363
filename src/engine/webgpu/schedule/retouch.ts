import { demand } from "../../../demand.ts";
import type { Buffer, Schedule } from "../../../device/mod.ts";
import { stepsKernel } from "../kernels/retouch/retouch.ts";
import type { RetouchPlan } from "../layout/retouch_plan.ts";
import { foursOf, LONGEST_SIDE, MOST_TURNS } from "../wgsl/looks.ts";
import type { Source } from "../wgsl/source.ts";
import { WARP_TURNS } from "../wgsl/warp.ts";

/** With the longest side, keeps one step well below {@linkcode MOST_TURNS}. */
const MOST_PIXELS = 2 ** 19;

/**
 * Makes the planes of images, as `retouch()` on the host makes their chains: `[samples · planes, ⌈channels / 4⌉, pixels]`,
 * a word of bytes for every pixel, in lines that are filled up to whole fours.
 *
 * @param images Pixels in `[0, 1]`.
 * @param viewed Whether any view moves or mirrors an image.
 */
export function retouchedPlanes(
  schedule: Schedule,
  images: Source,
  plan: RetouchPlan,
  viewed: boolean,
): Buffer {
  const [, height, width] = images.shape, pixels = height * width, side = Math.max(height, width);
  const action = "retouch images on the device";
  demand(pixels <= MOST_PIXELS, action, `they must have at most ${MOST_PIXELS} pixels`, pixels);
  demand(side <= LONGEST_SIDE, action, `their sides must be at most ${LONGEST_SIDE}`, side);
  const atOnce = stepsAtOnce(height, width);
  const run = (first: number, into?: Buffer) =>
    schedule.run(stepsKernel(images, plan, viewed, first, Math.min(atOnce, plan.steps - first), into));
  const planes = run(0);
  for (let first = atOnce; first < plan.steps; first += atOnce) run(first, planes);
  return planes;
}

/** How many steps one kernel may take on software adapters, after it has read the images. */
function stepsAtOnce(height: number, width: number): number {
  const { across, threads } = foursOf(width), pass = (height + 1) * Math.ceil(across / threads);
  const tables = 512;
  return Math.floor((MOST_TURNS - pass) / ((1 + WARP_TURNS) * pass + tables));
}
