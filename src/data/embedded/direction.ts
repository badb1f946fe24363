import { fold, type Key, uniformBetween } from "../../random/mod.ts";

/**
 * Draws a unit vector, every direction equally likely: a point of the unit disc, by rejection, then scaled. Unlike a
 * drawn angle it needs no sine or cosine, whose last bits differ between JavaScript engines.
 */
export function direction(from: Key): readonly [number, number] {
  for (let attempt = 0;; attempt++) {
    const here = fold(from, attempt);
    const x = uniformBetween(fold(here, 0), -1, 1);
    const y = uniformBetween(fold(here, 1), -1, 1);
    const square = x * x + y * y;
    if (square > 0.01 && square <= 1) {
      const norm = Math.sqrt(square);
      return [x / norm, y / norm];
    }
  }
}
