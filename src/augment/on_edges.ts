import { choose } from "../mask/mod.ts";
import type { MaskChange } from "./change.ts";

/**
 * Applies a change to masks with hard edges only, also within a {@linkcode choose}: the paper bends CutMix, FMix and
 * GridMix, and leaves Mixup and AGMix alone (MiAMix §3.2.3).
 */
export function onEdges(change: MaskChange): MaskChange {
  return (mask) => {
    if (mask.options !== undefined) {
      return {
        ...choose(...mask.options.map(([weight, option]) => [weight, onEdges(change)(option)] as const)),
        scope: mask.scope,
      };
    }
    return mask.edges ? change(mask) : mask;
  };
}
