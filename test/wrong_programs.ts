// deno-lint-ignore-file no-explicit-any -- These are programs in JavaScript: nothing is checked before they run.
import * as tf from "@tensorflow/tfjs";
import { pipe } from "fp-ts/function";
import * as miamix from "../mod.ts";
import * as tensors from "../src/engine/tfjs/mod.ts";

const m = miamix as any, mixBatch = tensors.mixBatch as any;

const shape = [2, 8, 8, 3], size = { samples: 2, height: 8, width: 8 };
const batch = {
  images: new Float32Array(2 * 8 * 8 * 3),
  shape,
  labels: Int32Array.of(0, 1),
  classes: 3,
};
const recipe = miamix.cutmix(), key = miamix.key(1);

/** A recipe with some of its rules replaced. */
function withRules({ pairing, view, law, mask }: Record<string, any>): any {
  return pipe(
    m.pair({ ...m.shuffled(), name: "mine", ...pairing }, view && { name: "mine", ...view }),
    m.sampleRatios({ ...m.beta(), name: "mine", ...law }),
    m.mask(mask ?? m.box()),
    m.merge(m.product()),
    m.mix(),
  );
}

/** A recipe that changes images by what is given. */
function retouched(retouch: any): any {
  return m.withRetouch({ name: "mine", draw: () => retouch })(recipe);
}

function withMask(parts: any): any {
  return withRules({ mask: m.defineMask("ring", parts) });
}

/** Draws and mixes as a program without tfjs does. */
function mixed(recipe: any, given: any = batch, options: any = {}): any {
  return m.cpu(m.lower(recipe), m.draw(recipe, key, size), given, options);
}

function cpuWith(changed: any, options?: any): any {
  return mixed(recipe, { ...batch, ...changed }, options);
}

/** Programs as someone writes them who guesses, with what each must be told. */
export const wrongPrograms: Readonly<Record<string, readonly [program: () => unknown, message: string]>> = {
  // mixBatch()
  "a recipe is not called": [
    () => mixBatch(m.miamix, batch, key),
    "recipe must be a recipe such as miamix()",
  ],
  "a method is a name": [() => mixBatch("miamix", batch, key), "recipe must be a recipe"],
  "a mask is a recipe": [() => mixBatch(m.box(), batch, key), "recipe must be a recipe"],
  "a draft is a recipe": [
    () => mixBatch(pipe(m.pair(m.shuffled()), m.sampleRatios(m.beta())), batch, key),
    "recipe must be a recipe such as miamix(), or what mix() gives, current value is a draft that is only rated",
  ],
  "a key is a number": [() => mixBatch(recipe, batch, 42), "key must be a key such as key(42)"],
  "a key is missing": [() => mixBatch(recipe, batch), "key must be a key such as key(42)"],
  "images and labels are arguments": [
    () => mixBatch(recipe, batch.images, batch.labels),
    "images must be a Float32Array, Uint8Array or Uint8ClampedArray",
  ],
  "a batch is missing": [() => mixBatch(recipe, null, key), "batch must be an object"],
  "images are nested lists": [
    () => mixBatch(recipe, { ...batch, images: [[[[0, 0, 0]]]] }, key),
    "images must be a Float32Array, Uint8Array or Uint8ClampedArray",
  ],
  "images are doubles": [
    () => mixBatch(recipe, { ...batch, images: new Float64Array(384) }, key),
    "images must be a Float32Array, Uint8Array or Uint8ClampedArray, current value is a Float64Array",
  ],
  "images are a tensor of whole numbers": [
    () =>
      mixBatch(recipe, { images: tf.zeros([2, 8, 8, 3], "int32"), labels: batch.labels, classes: 3 }, key),
    "images must be a tensor of float32, as toFloat() gives, current value is int32",
  ],
  "a tensor has its channels first": [
    () => mixBatch(recipe, { images: tf.zeros([2, 3, 32, 32]), labels: batch.labels, classes: 3 }, key),
    "as tf.transpose(images, [0, 2, 3, 1]) gives them, current value is [2,3,32,32]",
  ],
  "an image is no batch": [
    () => mixBatch(recipe, { images: tf.zeros([8, 8, 3]), labels: Int32Array.of(0), classes: 3 }, key),
    "the shape of images must be [samples, height, width, channels], current value is [8,8,3]",
  ],
  "labels of a tensor are too few": [
    () => mixBatch(recipe, { images: tf.zeros([2, 8, 8, 3]), labels: Int32Array.of(0), classes: 3 }, key),
    "there must be 2 labels, current value is 1",
  ],
  "a label beside a tensor is -1": [
    () => mixBatch(recipe, { images: tf.zeros([2, 8, 8, 3]), labels: Int32Array.of(0, -1), classes: 3 }, key),
    "a label must be a class in 0 … 2, current value is -1",
  ],
  "labels are tensors, images are not": [
    () => mixBatch(recipe, { ...batch, labels: tf.tensor1d([0, 1], "int32") }, key),
    "labels must be an Int32Array or Uint8Array of classes, or a Float32Array of rows, current value is a Tensor",
  ],
  "a pool comes with tensors": [
    () =>
      mixBatch(
        recipe,
        { images: tf.zeros([2, 8, 8, 3]), labels: batch.labels, classes: 3, pool: batch },
        key,
      ),
    "a pool must come with images in typed arrays, current value is tensors",
  ],
  "an engine has another name": [
    () => mixBatch(recipe, batch, key, { engine: "gpu" }),
    "engine must be one of webgpu, cpu, tfjs, current value is gpu",
  ],
  "an option is misspelt": [
    () => mixBatch(recipe, batch, key, { normalise: { mean: [0, 0, 0], std: [1, 1, 1] } }),
    "names in options must be of details, engine, normalize, learned, current value is normalise",
  ],
  "options are null": [
    () => mixBatch(recipe, batch, key, null),
    "options must be an object, current value is null",
  ],
  "a deviation is missing": [
    () => mixBatch(recipe, batch, key, { normalize: { mean: [0, 0, 0] } }),
    "std must be 3 finite numbers, one for every channel, current value is undefined",
  ],
  "a mean is one number": [
    () => mixBatch(recipe, batch, key, { normalize: { mean: 0.5, std: 0.5 } }),
    "mean must be 3 finite numbers, one for every channel, current value is 0.5",
  ],
  "a plan is of another recipe": [
    () => mixBatch(recipe, batch, m.draw(m.resizemix(), key, size)),
    "the plan must be drawn from the recipe of the program",
  ],

  // draw()
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

  // rules of one's own
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

  // defineMask()
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

  // options of rules and methods
  "a parameter is no option": [
    () => m.beta(0.4),
    "Cannot build beta(): options must be an object, current value is 0.4",
  ],
  "a parameter of a method is no option": [
    () => m.mixup(0.2),
    "options must be an object, current value is 0.2",
  ],
  "an angle is no option": [
    () => m.rotate(30),
    "Cannot build rotate(): options must be an object, current value is 30",
  ],
  "λ is an option": [() => m.mixup({ lam: 0.3 }), "names in options must be of alpha, current value is lam"],
  "beta is an option": [
    () => m.cutmix({ beta: 1 }),
    "Cannot build box(): names in options must be of placement, sides, current value is beta",
  ],
  "an option has its name in the paper": [
    () => m.miamix({ pSelf: 0.1 }),
    "names in options must be of alpha, layers, weights, self, bend, soften, current value is pSelf",
  ],

  // stages
  "a pairing is not called": [() => m.pair(m.shuffled), "pairing must be a pairing such as shuffled()"],
  "a ratio is a number": [
    () => m.sampleRatios(0.4),
    "ratios must be a law such as beta(), current value is 0.4",
  ],
  "a mask is not called": [
    () => m.mask(m.box),
    "mask must be a mask such as box(), current value is the function box",
  ],
  "a change is not called": [
    () => pipe(m.pair(m.shuffled()), m.sampleRatios(m.beta()), m.mask(m.box()), m.augmentMask(m.rotate)),
    "Cannot build rotate(): names in options must be of degrees, current value is name",
  ],
  "a merge is a name": [
    () => m.merge("product"),
    "rule must be a rule such as product(), current value is product",
  ],
  "a merge comes before the mask": [
    () => pipe(m.pair(m.shuffled()), m.sampleRatios(m.beta()), m.merge(m.product())),
    "Cannot build merge(): it must come after mask(), current value is a draft that is only rated",
  ],
  "the ratios are left out": [
    () => pipe(m.pair(m.shuffled()), m.mask(m.box())),
    "Cannot build mask(): it must come after sampleRatios(), current value is a draft that is only paired",
  ],
  "the merge is left out": [
    () => pipe(m.pair(m.shuffled()), m.sampleRatios(m.beta()), m.mask(m.box()), m.mix()),
    "Cannot build mix(): it must come after merge(), current value is a draft that is only masked",
  ],
  "mix() is given a recipe's stage": [
    () => m.mix(m.product()),
    "names in options must be of labels, smoothing",
  ],
  "options are masks without weights": [
    () => m.choose(m.box(), m.flat()),
    "an option must be a pair [weight, value]",
  ],
  "recipes are chosen without weights": [
    () => m.chooseRecipe(m.mixup(), m.cutmix()),
    "an option must be a pair [weight, value]",
  ],
  "a recipe comes first and its probability second": [
    () => m.withProbability(m.mixup(), 0.5),
    "probability must be in [0, 1]",
  ],
  "a view is given to no recipe": [
    () => m.withViews(m.cropAndFlip())(m.mixup),
    "recipe must be a recipe such as miamix()",
  ],

  "a change of edges is a number": [
    () => m.onEdges(0.5),
    "change must be a change of masks such as rotate()",
  ],
  "an option of a choice is not called": [
    () => m.choose([1, m.box]),
    "an option must be a mask such as box()",
  ],
  "a function is described": [() => m.describe(m.miamix), "recipe must be a recipe such as miamix()"],
  "a function is outlined": [() => m.outline(m.miamix), "recipe must be a recipe such as miamix()"],
  "a seed is a BigInt": [() => m.key(42n), "seed must be an integer in [0, 2^53), current value is 42n"],
  "a seed is a text": [() => m.key("42"), 'seed must be an integer in [0, 2^53), current value is "42"'],

  // cpu()
  "a function is lowered": [
    () => m.cpu(m.lower(m.cutmix), m.draw(recipe, key, size), batch),
    "Cannot lower a recipe: recipe must be a recipe such as miamix()",
  ],
  "workers are called threads": [
    () => m.cpuPool({ threads: 4 }),
    "names in options must be of workers, current value is threads",
  ],
  "learned rasters are a list": [
    () => m.fillPlan(m.draw(m.automix(), key, size), [[0.5]]),
    "in a Float32Array, current value is [0.5]",
  ],
  "a recipe is a program": [
    () => m.cpu(recipe, m.draw(recipe, key, size), batch),
    "program must be what lower() gives",
  ],
  "a key is a plan": [() => m.cpu(m.lower(recipe), key, batch), "plan must be what draw() gives"],
  "a batch and a plan are swapped": [
    () => m.cpu(m.lower(recipe), batch, m.draw(recipe, key, size)),
    "images must be a Float32Array, Uint8Array or Uint8ClampedArray, current value is undefined",
  ],
  "images are 16-bit": [
    () => cpuWith({ images: new Int16Array(384) }),
    "images must be a Float32Array, Uint8Array or Uint8ClampedArray, current value is an Int16Array",
  ],
  "labels are a list": [
    () => cpuWith({ labels: [0, 1] }),
    "labels must be an Int32Array or Uint8Array of classes, or a Float32Array of rows, current value is [0,1]",
  ],
  "labels are 64-bit": [
    () => cpuWith({ labels: BigInt64Array.of(0n, 1n) }),
    "or a Float32Array of rows, current value is a BigInt64Array",
  ],
  "rows are whole numbers": [
    () => cpuWith({ labels: Int32Array.of(1, 0, 0, 0, 1, 0) }),
    "or a Float32Array of rows; these are as many as 2 rows of 3, current value is an Int32Array",
  ],
  "classes are floats": [
    () => cpuWith({ labels: Float32Array.of(0, 1) }),
    "or a Float32Array of rows; these are as many as 2 classes, current value is a Float32Array",
  ],
  "rows hold NaN": [
    () => cpuWith({ labels: Float32Array.of(1, 0, 0, 0, NaN, 0) }),
    "label rows must hold finite numbers, current value is NaN",
  ],
  "classes are not counted": [
    () => cpuWith({ classes: undefined }),
    "classes must be an integer >= 1, current value is undefined",
  ],
  "a shape is missing, to mix": [
    () => cpuWith({ shape: undefined }),
    "the shape of images must be [samples, height, width, channels], current value is undefined",
  ],
  "a side is negative": [
    () => cpuWith({ shape: [2, -8, -8, 3] }),
    "the shape of images must be [samples, height, width, channels], current value is [2,-8,-8,3]",
  ],
  "channels come first": [
    () => mixed(recipe, { ...batch, images: new Float32Array(6144), shape: [2, 3, 32, 32] }),
    "with the channels last, as tf.transpose(images, [0, 2, 3, 1]) gives them, current value is [2,3,32,32]",
  ],
  "images are written over": [
    () => cpuWith({}, { into: { images: batch.images } }),
    "into.images must be apart from what is read and written, current value is images",
  ],
  "an option is misspelt, to mix": [
    () => cpuWith({}, { out: new Float32Array(384) }),
    "names in options must be of normalize, into, masks, current value is out",
  ],
  "a pool is of another kind": [
    () => cpuWith({ pool: { images: new Uint8Array(384), labels: batch.labels } }),
    "images must be a Float32Array as those of the batch, current value is a Uint8Array",
  ],
};
