import { lit, sub } from "../expr/mod.ts";
import { defineMask, type Mask } from "./mask.ts";

/**
 * The same share everywhere: `m = 1 - ratio`. The mask of Mixup (Zhang et al. 2018, arXiv 1710.09412).
 *
 * Its mean is the asked share exactly.
 */
export function flat(): Mask {
  return defineMask("flat()", {
    draw: (_, ratio) => ({ ratio }),
    pixel: ({ ratio }) => sub(lit(1), ratio),
  });
}
