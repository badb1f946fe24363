import { flow, pipe } from "fp-ts/function";
import * as m from "../mod.ts";
import { checkerboard, ellipse, sided, spotlight, upsideDown, wideBox } from "./mask/user_masks.ts";

/** A law that some recipes are exempt from; `laws/recipe_laws.ts` says what each demands. */
export type Law =
  | "samples go with their ids and not with their places"
  | "images follow the mask"
  | "equal images stay equal"
  | "an affine change of the pixels commutes with mixing"
  | "swapping the images and inverting the mask changes nothing"
  | "a sample that meets itself keeps its label"
  | "anchors of 1 and partners of 0 show the label weight"
  | "the label weight is the mean of the mask";

/** A row of the table: something by name, and the laws it need not obey, each with the reason. */
export interface Entry<T> {
  readonly name: string;
  build(): T;
  readonly exempt?: Readonly<Partial<Record<Law, string>>>;
}

/** A recipe, and why engines may put a few of its pixels on the other side of an edge. */
export interface RecipeEntry extends Entry<m.Recipe> {
  readonly ties?: string;
}

const looked = {
  "an affine change of the pixels commutes with mixing":
    "what is salient is found in pixels rounded to whole numbers",
  "swapping the images and inverting the mask changes nothing": "the mask follows what is in an image",
};

export const pairings: readonly Entry<m.Pairing>[] = [
  { name: "anyone", build: () => m.anyone() },
  { name: "anyone, sometimes itself", build: () => m.anyone({ self: 0.3 }) },
  { name: "shuffled", build: () => m.shuffled() },
  { name: "rolled", build: () => m.rolled() },
  { name: "flipped", build: () => m.flipped() },
];

export const ratioLaws: readonly Entry<m.RatioLaw>[] = [
  { name: "fixed", build: () => m.fixed(0.3) },
  { name: "uniform", build: () => m.beta() },
  { name: "beta of a small alpha", build: () => m.beta({ alpha: 0.05 }) },
  { name: "dirichlet of one or two layers", build: () => m.dirichlet() },
  { name: "dirichlet of three layers", build: () => m.dirichlet({ layers: 3, alpha: 0.5 }) },
  { name: "uniform side", build: () => m.uniformSide() },
  { name: "one ratio a batch", build: () => m.perBatch(m.beta()) },
];

/** Where a network might look in the image at a place. */
const attentionOf = (place: number) =>
  Array.from({ length: 49 }, (_, cell) => m.uniform(m.fold(m.key(49), place), cell));

/** A mask, and which of its promises hold. */
export interface MaskEntry extends Entry<m.Mask> {
  /** Whether only 0 and 1 are in it. */
  readonly binary: boolean;
}

export const masks: readonly MaskEntry[] = [
  { name: "flat", build: () => m.flat(), binary: false },
  { name: "box", build: () => m.box(), binary: true },
  { name: "box inside", build: () => m.box({ placement: "inside" }), binary: true },
  { name: "box with even sides", build: () => m.box({ sides: "even" }), binary: true },
  { name: "most attended cells", build: () => m.mostAttended({ attention: attentionOf }), binary: true },
  { name: "salient box", build: () => m.salientBox(), binary: true, exempt: looked },
  {
    name: "salient box, spectral",
    build: () => m.salientBox({ saliency: m.spectralResidual(), sides: "even" }),
    binary: true,
    exempt: looked,
  },
  {
    name: "salient box, as OpenCV",
    build: () => m.salientBox({ saliency: m.contrast({ scale: "each" }) }),
    binary: true,
    exempt: looked,
  },
  { name: "a user's mask of a kind that a peak decides", build: sided, binary: false, exempt: looked },
  { name: "a user's spotlight on the anchor", build: spotlight, binary: true, exempt: looked },
  { name: "fourier", build: () => m.fourier(), binary: true },
  { name: "fourier with soft edges", build: () => m.fourier({ soft: 0.2 }), binary: false },
  { name: "fourier of a slow decay", build: () => m.fourier({ decay: 1 }), binary: true },
  { name: "grid of holes", build: () => m.grid(), binary: true },
  { name: "grid of cells", build: () => m.grid({ variant: "cells" }), binary: true },
  { name: "gaussian", build: () => m.gaussian(), binary: false },
  { name: "gaussian of random covariance", build: () => m.gaussian({ covariance: "random" }), binary: false },
  { name: "gaussian, unclipped", build: () => m.gaussian({ width: "unclipped" }), binary: false },
  { name: "a user's ellipse", build: ellipse, binary: true },
  { name: "a user's checkerboard", build: checkerboard, binary: true },
  { name: "a user's box with an idle value", build: wideBox, binary: true },
  { name: "learned, not yet taught", build: () => m.learned({ margin: 0 }), binary: false },
  { name: "choose", build: () => m.choose([2, m.flat()], [1, m.box()], [0, m.grid()]), binary: false },
  {
    name: "choose within choose",
    build: () => m.choose([1, m.box()], [1, m.choose([1, m.fourier()], [3, m.gaussian()])]),
    binary: false,
  },
];

/** Masks that also move the partner: they have to be the only layer, and images do not follow the mask alone. */
export const movingMasks: readonly MaskEntry[] = [
  { name: "thumbnail", build: () => m.thumbnail(), binary: true },
  {
    name: "thumbnail inside, linear",
    build: () => m.thumbnail({ placement: "inside", interpolation: "linear" }),
    binary: true,
  },
  {
    name: "a choice of which one moves",
    build: () => m.choose([1, m.thumbnail()], [1, m.gaussian()]),
    binary: false,
  },
];

/** The literal Gaussian has no ratio that gives all of an image to the partner, so it stands apart from {@linkcode masks}. */
export const literalGaussian: MaskEntry = {
  name: "gaussian, literal",
  build: () => m.gaussian({ width: "literal" }),
  binary: false,
};

export const changes: readonly Entry<m.MaskChange>[] = [
  { name: "rotate", build: () => m.rotate() },
  { name: "rotate by any angle", build: () => m.rotate({ degrees: 180 }) },
  { name: "shear", build: () => m.shear() },
  { name: "smooth", build: () => m.smooth() },
  { name: "sometimes", build: () => m.sometimes(0.5, m.rotate()) },
  { name: "on edges", build: () => m.onEdges(m.shear()) },
  { name: "on edges, sometimes", build: () => m.onEdges(m.sometimes(0.5, m.smooth())) },
];

export const merges: readonly Entry<m.MergeRule>[] = [
  { name: "product", build: () => m.product() },
  { name: "sum", build: () => m.sum() },
];

/** A recipe of one mask, with partners that are never the sample itself. */
export function recipeOf(mask: m.Mask, law: m.RatioLaw = m.beta(), options: m.MixOptions = {}): m.Recipe {
  return pipe(m.pair(m.anyone()), m.sampleRatios(law), m.mask(mask), m.merge(m.product()), m.mix(options));
}

const bent = () => m.onEdges(m.sometimes(0.5, flow(m.rotate(), m.shear())));
const softened = () => m.onEdges(m.sometimes(0.5, m.smooth()));

const asked = { "the label weight is the mean of the mask": "the weight is what was asked for, by option" };
const viewed = {
  "images follow the mask": "the mask mixes the views, not the images",
  "equal images stay equal": "two views of one image differ",
  "an affine change of the pixels commutes with mixing":
    "what a view shows outside an image is 0 in any unit",
  "swapping the images and inverting the mask changes nothing": "the views stay where they are",
  "anchors of 1 and partners of 0 show the label weight": "what a view shows outside an anchor is 0, not 1",
};
const sequenced = {
  "images follow the mask": "the mask of the second recipe mixes what the first one gave",
  "swapping the images and inverting the mask changes nothing": "two masks are in play",
  "anchors of 1 and partners of 0 show the label weight":
    "the mean of the product of two masks is not the product of their means",
};
const retouched = {
  "images follow the mask": "images are changed before they are mixed",
  "equal images stay equal": "images are changed, each in its own way",
  "an affine change of the pixels commutes with mixing": "retouching is for pixels in [0, 1]",
  "swapping the images and inverting the mask changes nothing": "the changes stay with their place",
  "anchors of 1 and partners of 0 show the label weight": "anchors are changed",
};
const roundedByte = "a byte of a turned image may be rounded to either side";
const moved = {
  "images follow the mask": "the partner is moved",
  "equal images stay equal": "the partner is moved",
  "swapping the images and inverting the mask changes nothing": "only the partner is moved",
};
const turnedEdge = "a point may be turned onto an edge, where rounding decides";
const tiedRank = "values of the noise may be nearer to each other than the rounding of 32-bit floats";

/** Laws that the methods of some names need not obey. */
const exemptMethods: Readonly<Record<string, Entry<m.Recipe>["exempt"]>> = {
  saliencymix: looked,
  augmix: retouched,
  automix: {
    "swapping the images and inverting the mask changes nothing": "the asked weight is not inverted",
  },
  resizemix: moved,
  randommix: moved,
};

export const methods: readonly Entry<m.Recipe>[] = Object.entries(m.methods).map(([name, { build }]) => ({
  name,
  build,
  exempt: exemptMethods[name],
}));

const mixture = (
  pairing: m.Pairing,
  law: m.RatioLaw,
  mask: m.Mask,
  rule: m.MergeRule = m.product(),
  options: m.MixOptions = {},
) => pipe(m.pair(pairing), m.sampleRatios(law), m.mask(mask), m.merge(rule), m.mix(options));

const ties: Readonly<Record<string, string>> = {
  augmix: roundedByte,
  fmix: tiedRank,
  randommix: tiedRank,
  miamix: turnedEdge,
  fourier: tiedRank,
  "fourier with soft edges": tiedRank,
  "fourier of a slow decay": tiedRank,
  "choose within choose": tiedRank,
};

/** Every recipe under test: each method, each mask and each pairing by itself, and compositions. */
export const recipes: readonly RecipeEntry[] = [
  ...methods.map((entry) => ({ ...entry, ties: ties[entry.name] })),
  ...[...masks, literalGaussian].map(({ name, build, exempt }) => ({
    name: `mask: ${name}`,
    build: () => recipeOf(build()),
    ties: ties[name],
    exempt,
  })),
  ...movingMasks.map(({ name, build }) => ({
    name: `mask: ${name}`,
    build: () => recipeOf(build()),
    exempt: moved,
  })),
  {
    name: "a turned thumbnail through views",
    build: () => m.withViews(m.cropAndFlip())(recipeOf(m.rotate()(m.thumbnail({ interpolation: "linear" })))),
    ties: turnedEdge,
    exempt: { ...viewed, ...moved },
  },
  ...pairings.map(({ name, build }) => ({
    name: `pairing: ${name}`,
    build: () => mixture(build(), m.beta(), m.box()),
  })),
  ...ratioLaws.map(({ name, build }) => ({
    name: `ratios: ${name}`,
    build: () => mixture(m.anyone(), build(), m.gaussian()),
  })),
  ...changes.map(({ name, build }) => ({
    name: `change: ${name}`,
    build: () => recipeOf(build()(m.box())),
    ties: turnedEdge,
  })),
  {
    name: "through views, retouched",
    build: () => m.withRetouch(m.augmixChains({ severity: 8 }))(m.withViews(m.cropAndFlip())(m.miamix())),
    ties: `${turnedEdge}; ${roundedByte}`,
    exempt: { ...viewed, ...retouched },
  },
  {
    name: "retouched, then looked at, moved or left alone",
    build: () =>
      m.withRetouch(m.augmixChains({ width: 2, depth: 5 }))(
        m.chooseRecipe([1, m.saliencymix()], [1, m.resizemix({ interpolation: "linear" })], [1, m.vanilla()]),
      ),
    ties: roundedByte,
    exempt: { ...moved, ...looked, ...retouched },
  },
  {
    name: "one salient box a batch",
    build: () => m.saliencymix({ scope: "batch-first" }),
    exempt: { ...looked, "samples go with their ids and not with their places": "the first sample decides" },
  },
  {
    name: "layers of salient boxes and others, turned, through views",
    build: () =>
      m.withViews(m.cropAndFlip())(
        mixture(
          m.anyone(),
          m.dirichlet(),
          m.rotate()(m.choose([2, m.salientBox()], [1, m.grid()], [1, spotlight()])),
        ),
      ),
    ties: turnedEdge,
    exempt: { ...viewed, ...looked },
  },
  {
    name: "a partner that is moved, below what follows the anchor",
    build: () => recipeOf(upsideDown()),
    exempt: { ...looked, ...moved },
  },
  {
    name: "a thumbnail, or what follows the partner",
    build: () => recipeOf(m.choose([1, m.thumbnail()], [1, m.salientBox()])),
    exempt: { ...looked, ...moved },
  },
  {
    name: "a thumbnail or a box, through views",
    build: () => m.withViews(m.cropAndFlip())(recipeOf(m.choose([1, m.thumbnail()], [1, m.box()]))),
    exempt: { ...viewed, ...moved },
  },
  {
    name: "a salient box of what was mixed",
    build: () => pipe(m.mixup(), m.andThen(m.saliencymix())),
    exempt: { ...sequenced, ...looked },
  },
  { name: "one box a batch", build: () => mixture(m.shuffled(), m.perBatch(m.beta()), m.perBatch(m.box())) },
  {
    name: "one choice a batch",
    build: () =>
      recipeOf(softened()(m.perBatch(m.choose([1, m.fourier()], [1, m.grid({ variant: "cells" })])))),
    ties: tiedRank,
  },
  {
    name: "noise and given rasters",
    build: () => recipeOf(m.choose([1, m.fourier()], [1, m.grid({ variant: "cells" })])),
    ties: tiedRank,
  },
  {
    name: "learned or a box, bent",
    build: () => recipeOf(bent()(m.choose([1, m.learned()], [1, m.box()]))),
    ties: turnedEdge,
  },
  {
    name: "bent and softened choice",
    build: () => recipeOf(flow(bent(), softened())(m.choose([1, m.flat()], [2, m.box()], [2, m.grid()]))),
    ties: turnedEdge,
  },
  {
    name: "two layers, summed",
    build: () =>
      mixture(m.anyone(), m.dirichlet({ layers: 2 }), m.choose([1, m.box()], [1, m.grid()]), m.sum()),
  },
  {
    name: "three layers",
    build: () => mixture(m.anyone({ self: 0.2 }), m.dirichlet({ layers: [1, 2, 3] }), bent()(m.fourier())),
    ties: `${tiedRank}; ${turnedEdge}`,
  },
  {
    name: "labels as asked",
    build: () => mixture(m.anyone(), m.dirichlet(), m.box(), m.product(), { labels: "orig" }),
    exempt: {
      ...asked,
      "anchors of 1 and partners of 0 show the label weight": "the weight is what was asked for, by option",
      "swapping the images and inverting the mask changes nothing": "the asked weight is not inverted",
    },
  },
  {
    name: "smoothed labels",
    build: () => recipeOf(m.gaussian(), m.beta(), { smoothing: 0.1 }),
    exempt: {
      "a sample that meets itself keeps its label": "the label is smoothed",
      "anchors of 1 and partners of 0 show the label weight": "the label is smoothed",
    },
  },
  {
    name: "one of three recipes",
    build: () =>
      m.chooseRecipe([1, m.mixup()], [1, m.miamix()], [2, recipeOf(m.box(), m.beta(), { smoothing: 0.2 })]),
    ties: `${tiedRank}; ${turnedEdge}`,
    exempt: {
      "a sample that meets itself keeps its label": "one option smooths the label",
      "anchors of 1 and partners of 0 show the label weight": "one option smooths the label",
    },
  },
  { name: "one recipe a batch", build: () => m.perBatch(m.chooseRecipe([1, m.gmix()], [1, m.gridmix()])) },
  { name: "with probability", build: () => m.withProbability(0.5, m.agmix()) },
  { name: "with probability, twice", build: () => m.withProbability(0.5, m.withProbability(0.5, m.mixup())) },
  { name: "and then", build: () => pipe(m.mixup(), m.andThen(m.cutmix())), exempt: sequenced },
  {
    name: "one of sequences of different lengths",
    build: () =>
      m.chooseRecipe([1, pipe(m.mixup(), m.andThen(m.gridmix()), m.andThen(m.gmix()))], [1, m.cutmix()]),
    exempt: sequenced,
  },
  {
    name: "through views",
    build: () => m.withViews(m.cropAndFlip())(m.miamix()),
    ties: turnedEdge,
    exempt: viewed,
  },
  {
    name: "a sequence through views, sometimes",
    build: () =>
      m.withViews(m.cropAndFlip({ padding: 2 }))(
        m.withProbability(0.7, pipe(m.gmix(), m.andThen(m.cutmix()))),
      ),
    exempt: { ...viewed, ...sequenced },
  },
];
