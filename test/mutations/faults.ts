import type { Fault } from "./mutation.ts";

/** Faults that an earlier suite let pass, or that only a golden saw which was taken from the code itself; and what is easily lost. */
export const faults: readonly Fault[] = [
  // A mask turns the other way.
  {
    file: "src/augment/rotate.ts",
    find: "const angle = uniformBetween(",
    replace: "const angle = -uniformBetween(",
    tests: ["test/laws/direction_test.ts"],
  },
  // A box inside the image never reaches the far edge.
  {
    file: "src/mask/box_edges.ts",
    find: "? integer(from, extent - side + 1, index)",
    replace: "? integer(from, Math.max(1, extent - side), index)",
    tests: ["test/laws/reach_test.ts"],
  },
  // The middle of an odd box is a pixel further on.
  {
    file: "src/mask/box_edges.ts",
    find: "- Math.floor(side / 2);",
    replace: "- Math.ceil(side / 2);",
    tests: ["test/laws/reach_test.ts"],
  },
  // Smoothed labels sum to more than 1: the share is not divided by the classes.
  {
    file: "src/train/train_step.ts",
    find: "share / labels.shape[1]",
    replace: "share",
    tests: ["test/laws/smoothing_test.ts"],
  },
  {
    file: "src/engine/host/labels.ts",
    find: "even * sum / classes",
    replace: "even * sum",
    tests: ["test/laws/smoothing_test.ts"],
  },
  // AugMix turns images about a corner.
  {
    file: "src/pair/augmix_chains.ts",
    find: "width / 2, height / 2)",
    replace: "0, 0)",
    tests: ["test/laws/direction_test.ts"],
  },
  // Folds are counted from 0.
  {
    file: "src/train/load_dataset.ts",
    find: "fold: part - 1",
    replace: "fold: part % folds",
    tests: ["test/laws/folds_test.ts"],
  },
  // Partners are the samples that follow.
  {
    file: "src/pair/anyone.ts",
    find: "(self + 1 + integer(sample, pool - 1, 1)) % pool",
    replace: "(self + 1) % pool",
    tests: ["test/laws/pool_test.ts"],
  },
  // The partners of a pool are its first images, whoever is drawn.
  {
    file: "src/train/feed.ts",
    find: "takeBatch(train, dataset, met)",
    replace: "takeBatch(train, dataset, met.map((_, place) => place))",
    tests: ["test/laws/pool_test.ts"],
  },
  // Every epoch draws what the first drew.
  {
    file: "src/train/epoch_plan.ts",
    find: "mixing: fold(keys.mixing, epoch)",
    replace: "mixing: fold(keys.mixing, 1)",
    tests: ["test/laws/pool_test.ts"],
  },
  // Two stages draw from one key.
  {
    file: "src/plan/draw.ts",
    find: "  mask: 2,",
    replace: "  mask: 1,",
    tests: ["test/laws/keys_test.ts"],
  },
  {
    file: "src/plan/draw.ts",
    find: "  views: 3,",
    replace: "  views: 0,",
    tests: ["test/laws/keys_test.ts"],
  },
  {
    file: "src/plan/draw.ts",
    find: "  second: 6,",
    replace: "  second: 5,",
    tests: ["test/laws/keys_test.ts"],
  },
  {
    file: "src/plan/draw.ts",
    find: "  retouch: 8,",
    replace: "  retouch: 2,",
    tests: ["test/laws/keys_test.ts"],
  },
  // The layers of a sample are all the same.
  {
    file: "src/plan/draw.ts",
    find: "mask.draw(fold(maskKey, layer), share, size)",
    replace: "mask.draw(maskKey, share, size)",
    tests: ["test/laws/keys_test.ts"],
  },
  // What changes a mask draws what the mask draws.
  {
    file: "src/augment/change.ts",
    find: "return fold(from, FIRST_CHANGE + changes);",
    replace: "return from;",
    tests: ["test/laws/keys_test.ts"],
  },
  // The noise of FMix falls off by half the power.
  {
    file: "src/mask/fourier.ts",
    find: "** -decay",
    replace: "** (-decay / 2)",
    tests: ["test/laws/spectrum_test.ts"],
  },
  // The bumps of AGMix are half as long as they may be.
  {
    file: "src/mask/gaussian.ts",
    find: "uniformBetween(from, -maxCorrelation, maxCorrelation, 2)",
    replace: "uniformBetween(from, -maxCorrelation / 2, maxCorrelation / 2, 2)",
    tests: ["test/laws/reach_test.ts"],
  },
  // All bumps of AGMix lie one way.
  {
    file: "src/mask/gaussian.ts",
    find: "uniformBetween(from, 0, Math.PI, 3)",
    replace: "uniformBetween(from, 0, Math.PI / 4, 3)",
    tests: ["test/laws/reach_test.ts"],
  },
  // Defaults are not the published ones.
  {
    file: "src/method/automix.ts",
    find: "alpha = 2,",
    replace: "alpha = 1,",
    tests: ["test/laws/defaults_test.ts"],
  },
  {
    file: "src/mask/saliency.ts",
    find: "const { reaches = [12, 24, 28, 48, 56, 112], scale",
    replace: "const { reaches = [12, 24, 48], scale",
    tests: ["test/laws/defaults_test.ts"],
  },
  {
    file: "src/mask/box_edges.ts",
    find: '{ placement = "clip", sides = "round" }: BoxOptions',
    replace: '{ placement = "inside", sides = "round" }: BoxOptions',
    tests: ["test/laws/defaults_test.ts"],
  },
  {
    file: "src/mask/gaussian.ts",
    find: 'width: rule = "calibrated"',
    replace: 'width: rule = "unclipped"',
    tests: ["test/laws/defaults_test.ts"],
  },
  {
    file: "src/mask/thumbnail.ts",
    find: 'const { interpolation = "nearest" }',
    replace: 'const { interpolation = "linear" }',
    tests: ["test/laws/defaults_test.ts"],
  },
  {
    file: "src/mix/blend.ts",
    find: 'const { labels = "merged"',
    replace: 'const { labels = "orig"',
    tests: ["test/laws/defaults_test.ts"],
  },
  // The plan of another recipe is mixed.
  {
    file: "src/plan/demand_plan.ts",
    find: "plan.fingerprint === fingerprint",
    replace: "plan.fingerprint !== undefined",
    tests: ["test/plan_knows_program_test.ts"],
  },
  // A fingerprint does not follow what a pass computes.
  {
    file: "src/program/fingerprint.ts",
    find: "[params, hashOf(mask)]",
    replace: "[params]",
    tests: ["test/plan_knows_program_test.ts"],
  },
  // Beyond the border saliency sees the last pixel again.
  {
    file: "src/engine/saliency/contrast.ts",
    find: "i < 0 ? 1 : i < side ? i : side - 2",
    replace: "i < 0 ? 0 : i < side ? i : side - 1",
    tests: ["test/mask/opencv_contrast_test.ts"],
  },
  // The nearest pixel of a shrunken partner is the one at the middle.
  {
    file: "src/mask/thumbnail.ts",
    find: "first + 0.5 - 0.5 / extent",
    replace: "first",
    tests: ["test/mask/thumbnail_test.ts"],
  },
  // Holes of a lattice are never turned.
  {
    file: "src/mask/grid.ts",
    find: "holeX: turned ? down : across",
    replace: "holeX: across",
    tests: ["test/mask/grid_test.ts"],
  },
  // The longer side of a box does not make up for the rounding of the shorter one.
  {
    file: "src/mask/box_edges.ts",
    find: "Math.round(ratio * height * width / shorter)",
    replace: "Math.round(side * Math.max(height, width))",
    tests: ["test/mask/box_test.ts"],
  },
  // Noise of a small decay has a band of waves only.
  {
    file: "src/mask/fourier.ts",
    find: "decay < BANDED ? fullNoise : bandNoise",
    replace: "bandNoise",
    tests: ["test/mask/fourier_test.ts"],
  },
  // Labels follow the order of the classes, not their names.
  {
    file: "src/report/evaluation/match_classes.ts",
    find: "own.indexOf(name)",
    replace: "theirs.indexOf(name)",
    tests: ["test/report/evaluation/match_classes_test.ts"],
  },
  // A picture that was stored turned is left so.
  {
    file: "src/data/image/orientation.ts",
    find: "const isTurned = orientation >= 5;",
    replace: "const isTurned = orientation > 5;",
    tests: ["test/data/image/orientation_test.ts"],
  },
  // A channel that never changes has a deviation of 0.
  {
    file: "src/data/channel_sums.ts",
    find: "/ 255 || 1",
    replace: "/ 255",
    tests: ["test/data/channel_statistics_test.ts"],
  },
  // Images are shown by the mean and the deviation of the data, not those of the run.
  {
    file: "src/report/evaluation/show_data.ts",
    find: "const data = known ?? ",
    replace: "const data = ",
    tests: ["test/report/evaluation/show_data_test.ts"],
  },
  // The ink of a JPEG is taken for light.
  {
    file: "src/data/image/decode_jpeg.ts",
    find: "(255 - pixels[from + channel]!)",
    replace: "pixels[from + channel]!",
    tests: ["test/data/image/judged_images_test.ts"],
  },
];
