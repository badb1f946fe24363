import { key, m, recipe, shape, size, type WrongPrograms } from "./programs.ts";

/** Against draw(), and with keys. */
export const drawPrograms: WrongPrograms = {
  "a key is a number, to draw": [
    () => m.draw(recipe, 42, size),
    "Cannot draw a plan: key must be a key such as key(42), current value is 42",
  ],
  "a shape is a list": [
    () => m.draw(recipe, key, shape),
    "shape must be an object, current value is [2,8,8,3]",
  ],
  "a shape is missing": [() => m.draw(recipe, key), "shape must be an object, current value is undefined"],
  "samples are called batch": [
    () => m.draw(recipe, key, { batch: 2, height: 8, width: 8 }),
    "samples must be an integer >= 0, current value is undefined",
  ],
  "a size is a text": [
    () => m.draw(recipe, key, { samples: 2, height: "8", width: "8" }),
    'height and width must be integers >= 1, current value is ["8","8"]',
  ],
  "ids are one number": [
    () => m.draw(recipe, key, { ...size, ids: 5 }),
    "there must be 2 ids, current value is 5",
  ],
  "an id is no whole number": [
    () => m.draw(recipe, key, { ...size, ids: [0, 0.5] }),
    "an id must be an integer >= 0, current value is 0.5",
  ],
  "a number is folded": [() => m.fold(42, 1), "key must be a key such as key(42), current value is 42"],
  "a number is drawn from": [() => m.uniform(42), "key must be a key such as key(42), current value is 42"],
  "a key is made of nothing": [
    () => m.key(),
    "seed must be an integer in [0, 2^53), current value is undefined",
  ],
};
