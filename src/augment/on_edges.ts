import { demandChange, type MaskChange, overOptions } from "./change.ts";

/**
 * Applies a change to masks with hard edges only, also within a {@linkcode choose}: the paper bends CutMix, FMix and
 * GridMix, and leaves Mixup and AGMix alone (MiAMix §3.2.3).
 */
export function onEdges(change: MaskChange): MaskChange {
  demandChange("build onEdges()", change);
  return overOptions((mask) => mask.edges ? change(mask) : mask);
}
