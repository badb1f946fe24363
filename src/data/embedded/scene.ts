import { fold, integer, type Key, uniform, uniformBetween } from "../../random/mod.ts";
import { direction } from "./direction.ts";
import { dimmed, type Paint, paint } from "./paint.ts";
import type { Shape } from "./shapes.ts";

/** The most that a distance grows from one pixel to the next: a shape is stretched by this factor at most. */
export const STEEPEST = 1.25;

/** One thing of a picture: where it is, and how it is painted. */
export interface Layer {
  /** Distance to its outline in pixels, negative inside. */
  readonly distance: (x: number, y: number) => number;
  /** What it is painted with. */
  readonly paint: Paint;
}

/** What an image shows: layers from back to front, and the strength of the noise over them. */
export interface Scene {
  readonly layers: readonly Layer[];
  /** Largest change that noise makes to a channel scaled to `[0, 1]`. */
  readonly noise: number;
}

/**
 * Draws a scene: a dim background, some strokes, the object and a few more strokes over it. Everything but the object's
 * outline is drawn without knowing what the object is.
 */
export function scene(from: Key, size: number, shape: Shape): Scene {
  const bright = paint(fold(from, 0), size);
  const background = { ...bright, first: dimmed(bright.first, DIM), second: dimmed(bright.second, DIM) };
  return {
    layers: [
      { distance: () => -1, paint: background },
      ...strokes(fold(from, 1), size, 3),
      {
        distance: placed(fold(from, 2), size, shape),
        paint: paint(fold(from, 3), size, background.first),
      },
      ...strokes(fold(from, 4), size, 1),
    ],
    noise: uniformBetween(fold(from, 5), 0, 0.15),
  };
}

/** Lightness of the background, as a share of what paints have. */
const DIM = 0.6;

/** Gives a shape a random size, stretch, side and position, and turns it by up to 45° either way. */
function placed(from: Key, size: number, shape: Shape): Layer["distance"] {
  const radius = size * uniformBetween(fold(from, 0), 0.27, 0.42);
  const stretch = uniformBetween(fold(from, 1), 1 / STEEPEST, STEEPEST);
  const [a, b] = direction(fold(from, 2));
  const c = Math.max(Math.abs(a), Math.abs(b)), s = c === Math.abs(a) ? b : a;
  const side = uniform(fold(from, 3)) < 0.5 ? 1 : -1;
  const cx = size * uniformBetween(fold(from, 4), 0.35, 0.65);
  const cy = size * uniformBetween(fold(from, 5), 0.35, 0.65);
  return (x, y) => {
    const right = (x - cx) / radius, down = (y - cy) / radius;
    return radius * shape((c * right + s * down) * side * stretch, (c * down - s * right) / stretch);
  };
}

/** Draws up to `most` strokes: straight, round at both ends, of any length, direction and colour. */
function strokes(from: Key, size: number, most: number): readonly Layer[] {
  const count = integer(fold(from, 0), most + 1);
  return Array.from({ length: count }, (_, i) => stroke(fold(fold(from, 1), i), size));
}

function stroke(from: Key, size: number): Layer {
  const x0 = uniformBetween(fold(from, 0), 0, size), y0 = uniformBetween(fold(from, 1), 0, size);
  const [c, s] = direction(fold(from, 2));
  const length = uniformBetween(fold(from, 3), 0, 0.3 * size);
  const thickness = uniformBetween(fold(from, 4), 0.5, 1.6);
  const distance = (x: number, y: number): number => {
    const along = Math.min(length, Math.max(0, c * (x - x0) + s * (y - y0)));
    const dx = x - x0 - c * along, dy = y - y0 - s * along;
    return Math.sqrt(dx * dx + dy * dy) - thickness;
  };
  return { distance, paint: paint(fold(from, 5), size) };
}
