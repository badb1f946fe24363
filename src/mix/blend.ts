import { demand, demandOptions } from "../demand.ts";

/** Options of {@linkcode mix}. */
export interface MixOptions {
  /**
   * The label weight λ of the anchor: `merged`, the mean of the mask that really landed, or `orig`, the anchor's share
   * that was asked for, `1 - Σ ratios` (the paper's Table 7 compares them).
   *
   * @default {"merged"}
   */
  readonly labels?: "merged" | "orig";
  /** Label smoothing ε in `[0, 1]`: a label row becomes `(1 - ε)·row + ε·sum(row) / classes`. @default {0} */
  readonly smoothing?: number;
}

/** How images and labels are mixed: {@linkcode MixOptions} with every default filled in. */
export interface Blend extends Required<MixOptions> {
  /** How it is written, such as `labels merged`. */
  readonly name: string;
}

/** Checks the options of {@linkcode mix} and fills in the defaults. */
export function blend(options: MixOptions = {}): Blend {
  demandOptions("build mix()", options, ["labels", "smoothing"]);
  const { labels = "merged", smoothing = 0 } = options;
  demand(
    labels === "merged" || labels === "orig",
    "build mix()",
    'labels must be "merged" or "orig"',
    labels,
  );
  demand(smoothing >= 0 && smoothing <= 1, "build mix()", "smoothing must be in [0, 1]", smoothing);
  return { name: `labels ${labels}${smoothing === 0 ? "" : `, smoothing ${smoothing}`}`, labels, smoothing };
}
