// deno-lint-ignore-file no-explicit-any -- These are programs in JavaScript: nothing is checked before they run.
import { m, mixed, withMask, type WrongPrograms } from "./programs.ts";

/** Masks and changes of one's own. */
export const masksPrograms: WrongPrograms = {
  "a mask has no draw": [
    () => m.defineMask("ring", { pixel: () => m.lit(1) }),
    "Cannot define mask ring: draw must be a function, current value is undefined",
  ],
  "a mask has no name": [
    () => m.defineMask({ draw: () => ({ r: 1 }), pixel: () => m.lit(1) }),
    "name must be a text",
  ],
  "a mask draws a list": [
    () => m.defineMask("ring", { draw: () => [1, 2], pixel: () => m.lit(1) }),
    "draw() must give an object of values by name, current value is [1,2]",
  ],
  "a mask draws nothing": [
    () => m.defineMask("ring", { draw: () => null, pixel: () => m.lit(1) }),
    "draw() must give an object of values by name, current value is null",
  ],
  "a mask draws a number": [
    () => m.defineMask("ring", { draw: () => 0.5, pixel: () => m.lit(1) }),
    "draw() must give an object of values by name, current value is 0.5",
  ],
  "a pixel is a number": [
    () => m.defineMask("ring", { draw: () => ({ r: 1 }), pixel: () => 0.5 }),
    "what pixel() gives must be an expression such as lit(1), current value is 0.5",
  ],
  "a pixel is compared by JavaScript": [
    () => m.defineMask("ring", { draw: () => ({ r: 1 }), pixel: ({ r }: any, { x }: any) => x < r ? 1 : 0 }),
    "what pixel() gives must be an expression such as lit(1), current value is 0",
  ],
  "a pixel is added to by JavaScript": [
    () =>
      m.defineMask("ring", { draw: () => ({ r: 1 }), pixel: ({ r }: any, { x }: any) => m.step(r, x + 1) }),
    "value must be an expression such as lit(1), current value is [object Object]1",
  ],
  "a number is no expression": [
    () => m.defineMask("ring", { draw: () => ({ r: 1 }), pixel: ({ r }: any) => m.mul(2, r) }),
    "Cannot build mul(): a must be an expression such as lit(1), current value is 2",
  ],
  "a pixel reads what is not drawn": [
    () =>
      m.defineMask("ring", {
        draw: () => ({ r: 1 }),
        pixel: ({ radius }: any, { x }: any) => m.step(radius, x),
      }),
    "Cannot build step(): edge must be an expression such as lit(1), current value is undefined",
  ],
  "a pixel is of 0 to 255": [
    () => m.defineMask("ring", { draw: () => ({ r: 1 }), pixel: () => m.lit(255) }),
    "pixel() must be in [0, 1] at (0.5, 0.5), current value is 255",
  ],
  "a pixel is below 0": [
    () => m.defineMask("ring", { draw: () => ({ r: 1 }), pixel: () => m.lit(-0.5) }),
    "pixel() must be in [0, 1] at (0.5, 0.5), current value is -0.5",
  ],
  "a pixel is above 1 in the middle": [
    () => m.defineMask("ring", { draw: () => ({ r: 1 }), pixel: (_: any, { x }: any) => m.div(x, m.lit(3)) }),
    "pixel() must be in [0, 1] at (4, 4), current value is 1.333",
  ],
  "a pixel always divides 0 by 0": [
    () => m.defineMask("ring", { draw: () => ({ r: 0 }), pixel: ({ r }: any) => m.div(r, r) }),
    "Cannot define mask ring: pixel() must be in [0, 1] at (0.5, 0.5), current value is NaN",
  ],
  "a pixel divides 0 by 0 for some samples": [
    () =>
      mixed(withMask({
        draw: (_: any, __: any, { width }: any) => ({ r: width === 8 && _.hi !== 0 ? 0 : 1 }),
        pixel: ({ r }: any) => m.div(r, r),
      })),
    "the mask ring must be in [0, 1], and so must its mean, current value is NaN",
  ],
  "a mask draws other names": [
    () =>
      mixed(
        withMask({ draw: (from: any) => from.hi === 0 ? { r: 1 } : { radius: 1 }, pixel: ({ r }: any) => r }),
      ),
    'Cannot draw mask ring: draw() must always give r, current value is {"radius":1}',
  ],
  "a mask draws a text": [
    () =>
      mixed(withMask({ draw: (from: any) => ({ r: from.hi === 0 ? 1 : "1" }), pixel: ({ r }: any) => r })),
    'what ring draws must be numbers, fields or coordinates, current value is "1"',
  ],
  "a part of a mask is misspelt": [
    () => m.defineMask("ring", { draw: () => ({ r: 1 }), pixel: ({ r }: any) => r, edge: true }),
    "names in parts must be of draw, pixel, edges, learned, pivot, place, current value is edge",
  ],
};
