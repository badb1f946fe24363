// deno-lint-ignore-file no-explicit-any -- These are programs in JavaScript: nothing is checked before they run.
import { m, mixed, recipe, retouched, withRules, type WrongPrograms } from "./programs.ts";

/** Rules of one's own that give what they must not. */
export const rulesPrograms: WrongPrograms = {
  "a pairing gives halves": [
    () => mixed(withRules({ pairing: { partner: () => 0.5 } })),
    "a partner from mine must be a whole number in 0 … 1, current value is 0.5",
  ],
  "a pairing gives the one after the last": [
    () => mixed(withRules({ pairing: { partner: (_: any, self: number) => self + 1 } })),
    "a partner from mine must be a whole number in 0 … 1, current value is 2",
  ],
  "a pairing gives all partners": [
    () => mixed(withRules({ pairing: { partner: () => [1, 0] } })),
    "a partner from mine must be a whole number in 0 … 1, current value is [1,0]",
  ],
  "a law gives a number": [
    () => mixed(withRules({ law: { draw: () => 0.5 } })),
    "ratios from mine must be a list of 1 … 1 numbers, current value is 0.5",
  ],
  "a law gives NaN": [
    () => mixed(withRules({ law: { draw: () => [NaN] } })),
    "a ratio from mine must be in [0, 1], current value is NaN",
  ],
  "a law gives 2": [
    () => mixed(withRules({ law: { draw: () => [2] } })),
    "a ratio from mine must be in [0, 1], current value is 2",
  ],
  "a law gives more layers than it says": [
    () => mixed(withRules({ law: { draw: () => [0.2, 0.3] } })),
    "ratios from mine must be a list of 1 … 1 numbers, current value is [0.2,0.3]",
  ],
  "a view moves by half a pixel": [
    () => mixed(withRules({ view: { draw: () => ({ dx: 0.5, dy: 0, mirror: false }) } })),
    "a reading from mine must have whole dx in ±7, dy in ±7",
  ],
  "a view moves out of the image": [
    () => mixed(withRules({ view: { draw: () => ({ dx: 0, dy: 8, mirror: false }) } })),
    "a reading from mine must have whole dx in ±7, dy in ±7",
  ],
  "a view gives nothing": [
    () => mixed(withRules({ view: { draw: () => undefined } })),
    "and mirror true or false, current value is undefined",
  ],

  "a change of images gives an unknown operation": [
    () => mixed(retouched({ share: 1, chains: [{ weight: 1, steps: [{ op: "blur" }] }] })),
    'a step from mine must be an operation with finite numbers, current value is {"op":"blur"}',
  ],
  "a change of images gives a share of 2": [
    () => mixed(retouched({ share: 2, chains: [] })),
    "a share from mine must be in [0, 1], current value is 2",
  ],
  "a change of images gives no chains": [
    () => mixed(retouched({ share: 1 })),
    "chains from mine must be a list, current value is undefined",
  ],
  "a mask of one's own gives too few values": [
    () => mixed(withRules({ mask: { ...m.box(), draw: () => [1] } })),
    "draw() of box() must give 4 values, current value is [1]",
  ],
  "a mask places a partner nowhere": [
    () => mixed(withRules({ mask: { ...m.box(), place: () => ({ xx: NaN, interpolation: "nearest" }) } })),
    "place() of box() must give six finite numbers",
  ],
  "a recipe is made without a mask": [
    () => m.lower({ ...recipe, mask: undefined }),
    "Cannot lower a recipe: mask must be a mask such as box(), current value is undefined",
  ],
  "a change of masks has no neutral values": [
    () => m.defineChange("blur", { draw: () => ({}), pixel: (_: any, at: any, inner: any) => inner(at) }),
    "Cannot define change blur: neutral must be an object, current value is undefined",
  ],
  "a change of masks draws other names": [
    () => {
      const parts = {
        neutral: { by: 0 },
        draw: () => ({ of: 0 }),
        pixel: (_: any, at: any, inner: any) => inner(at),
      };
      return mixed(withRules({ mask: m.defineChange("blur", parts)(m.box()) }));
    },
    'Cannot draw change blur: draw() must always give by, current value is {"of":0}',
  ],
};
