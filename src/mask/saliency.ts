import { demand, demandOptions } from "../demand.ts";

/** How salient the pixels of an image are, as data that every engine computes: {@linkcode contrast} and so on. */
export type Saliency = ContrastSaliency | ResidualSaliency;

/** What {@linkcode contrast} gives. */
export interface ContrastSaliency {
  readonly kind: "contrast";
  readonly reaches: readonly number[];
  readonly scale: "one" | "each";
}

/** What {@linkcode spectralResidual} gives. */
export interface ResidualSaliency {
  readonly kind: "residual";
}

/** Options of {@linkcode contrast}. */
export interface ContrastOptions {
  /**
   * Half the sides of the surroundings, in pixels, integers ≥ 1. What is outside of the image does not count.
   *
   * @default {[12, 24, 28, 48, 56, 112]} (OpenCV)
   */
  readonly reaches?: readonly number[];
  /**
   * `one`: what is lighter and what is darker count alike, and the luma is stretched from 0 to 255, so that the unit of the
   * pixels does not matter. `each`: what OpenCV's `StaticSaliencyFineGrained` gives of 8-bit images, for bytes, or floats
   * from 0 to 1. There each of the two is stretched to 255 before they are added; so the least dark background is as
   * salient as the brightest spot on it, and the peak is often near a corner.
   *
   * @default {"one"} (our choice)
   */
  readonly scale?: "one" | "each";
}

/**
 * Fine-grained saliency: how much a pixel is lighter, and how much darker, than its surroundings (Montabone and Soto
 * 2010, Image and Vision Computing 28, in the form that OpenCV gives it).
 *
 * The luma of the image (BT.601 of three channels, else the mean of the channels), in whole numbers from 0 to 255, is
 * smoothed twice by a 3×3 binomial filter; beyond the border the image is reflected, without repeating its last pixel. For
 * every reach, the difference to the mean of the other pixels of the surroundings is cut to a whole number; what is lighter
 * and what is darker is summed over the reaches. A constant image is salient nowhere. Everything after the luma is in whole
 * numbers, so engines agree exactly.
 *
 * @throws {RangeError} If a reach is not an integer ≥ 1, or the scale is unknown.
 */
export function contrast(options: ContrastOptions = {}): ContrastSaliency {
  demandOptions("build contrast()", options, ["reaches", "scale"]);
  const { reaches = [12, 24, 28, 48, 56, 112], scale = "one" } = options;
  const action = "build contrast()";
  demand(
    reaches.length > 0 && reaches.length <= 100 && reaches.every((n) => Number.isInteger(n) && n >= 1),
    action,
    "reaches must be 1 to 100 integers >= 1",
    reaches,
  );
  demand(scale === "one" || scale === "each", action, 'scale must be "one" or "each"', scale);
  return { kind: "contrast", reaches, scale };
}

/**
 * Spectral residual saliency: what the amplitudes of an image's waves have beyond their neighbours' mean (Hou and Zhang
 * 2007, CVPR), on the image at 64×64 pixels. It runs on the host only: give typed arrays.
 */
export function spectralResidual(): ResidualSaliency {
  return { kind: "residual" };
}
