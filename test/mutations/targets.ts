/** What rules refuse, how they are written, and what they take to be given: the tests of all of them. */
const taken = ["test/laws/ranges_test.ts", "test/laws/names_test.ts", "test/laws/defaults_test.ts"];
const independence = ["test/laws/keys_test.ts", "test/laws/independence_test.ts"];

/** Tests of what recipes are composed of. */
const composed = [
  ...taken,
  "test/laws/locality_test.ts",
  "test/wrong_programs/wrong_programs_test.ts",
  "test/method/choices_test.ts",
  "test/laws/merge_laws_test.ts",
];

/** Tests that a plan and a program know each other. */
const knowing = ["test/plan_knows_program_test.ts", "test/wrong_programs/wrong_programs_test.ts"];

/**
 * The files whose every sign, comparison, default and key is changed, and the tests that should see it: the first that
 * fails ends it, so those that take least and see most come first.
 */
export const targets: Readonly<Record<string, readonly string[]>> = {
  ...each("src/pair", ["anyone", "flipped", "rolled", "shuffled", "view"], [
    ...taken,
    "test/pair/pairings_test.ts",
    "test/laws/reach_test.ts",
    "test/laws/pool_test.ts",
    ...independence,
  ]),
  ...each("src/pair", ["augmix_chains"], [
    ...taken,
    "test/laws/direction_test.ts",
    "test/laws/reach_test.ts",
    "test/method/augmix_test.ts",
    ...independence,
  ]),
  ...each("src/ratio", ["beta", "dirichlet", "fixed", "law", "uniform_side"], [
    ...taken,
    "test/mask/thumbnail_test.ts",
    "test/ratio/laws_test.ts",
  ]),
  ...each("src/mask", ["box_edges"], [
    ...taken,
    "test/laws/direction_test.ts",
    "test/laws/reach_test.ts",
    "test/laws/share_test.ts",
    "test/mask/box_test.ts",
    ...independence,
  ]),
  ...each("src/mask", ["salient_box", "saliency"], [
    ...taken,
    "test/laws/reach_test.ts",
    "test/laws/share_test.ts",
    "test/mask/salient_box_test.ts",
  ]),
  ...each("src/mask", ["thumbnail"], [
    ...taken,
    "test/mask/thumbnail_test.ts",
    "test/laws/reach_test.ts",
    "test/laws/share_test.ts",
  ]),
  ...each("src/mask", ["choose", "flat", "mask"], [
    ...taken,
    "test/wrong_programs/wrong_programs_test.ts",
    "test/laws/direction_test.ts",
    "test/laws/locality_test.ts",
    "test/laws/share_test.ts",
    "test/method/choices_test.ts",
    "test/laws/geometry_laws_test.ts",
    ...independence,
  ]),
  ...each("src/mask", ["learned"], [...taken, "test/laws/share_test.ts"]),
  ...each("src/mask", ["most_attended"], [
    "test/laws/attention_test.ts",
    ...taken,
    "test/mask/most_attended_test.ts",
  ]),
  ...each("src/mask", ["fourier", "full_noise"], [
    ...taken,
    "test/laws/spectrum_test.ts",
    "test/laws/share_test.ts",
    "test/mask/fourier_test.ts",
    ...independence,
  ]),
  ...each("src/mask", ["grid"], [
    ...taken,
    "test/mask/grid_test.ts",
    "test/laws/reach_test.ts",
    "test/laws/share_test.ts",
    ...independence,
  ]),
  ...each("src/mask", ["gaussian"], [
    ...taken,
    "test/laws/reach_test.ts",
    "test/laws/share_test.ts",
    ...independence,
    "test/mask/gaussian_test.ts",
  ]),
  ...each("src/augment", ["change", "rotate", "shear", "smooth", "sometimes"], [
    ...taken,
    "test/laws/direction_test.ts",
    "test/laws/locality_test.ts",
    "test/laws/reach_test.ts",
    "test/laws/geometry_laws_test.ts",
    ...independence,
  ]),
  ...each("src/merge", ["product", "sum"], ["test/laws/merge_laws_test.ts"]),
  ...each("src/mix", ["blend"], taken),
  ...each("src/method", ["attentive_cutmix", "automix", "miamix", "randommix", "saliencymix"], [
    ...taken,
    "test/method/choices_test.ts",
    "test/mask/salient_box_test.ts",
  ]),
  ...each(
    "src/random",
    ["categorical", "dirichlet", "gamma", "integer", "normal", "permutation", "uniform"],
    [
      "test/ratio/laws_test.ts",
      "test/random/draws_test.ts",
    ],
  ),
  ...each("src/plan", ["draw"], [
    ...taken,
    "test/laws/locality_test.ts",
    "test/laws/pool_test.ts",
    ...independence,
    "test/method/choices_test.ts",
  ]),
  ...each("src/plan", ["pass_builder"], [
    ...taken,
    "test/laws/locality_test.ts",
    "test/laws/smoothing_test.ts",
    "test/pair/views_test.ts",
    "test/mask/thumbnail_test.ts",
    "test/method/augmix_test.ts",
    "test/mask/salient_box_test.ts",
    ...independence,
  ]),
  ...each("src/plan", ["demand_plan"], knowing),
  ...each("src/program", ["fingerprint"], knowing),
  ...each("src/engine/saliency", ["contrast"], [
    "test/mask/salient_box_test.ts",
    "test/mask/opencv_contrast_test.ts",
  ]),
  ...each("src/data", ["channel_sums"], ["test/data/channel_statistics_test.ts"]),
  ...each("src/report/evaluation", ["match_classes"], ["test/report/evaluation/match_classes_test.ts"]),
  ...each("src/recipe", ["combine"], composed),
  ...each("src/program", ["lower"], composed),
  ...each("src/random", ["weighted"], composed),
  ...each("src/engine/host", ["labels"], ["test/laws/smoothing_test.ts", "test/method/choices_test.ts"]),
  ...each("src/data", ["take_fold", "folds_of"], ["test/data/k_fold_test.ts", "test/laws/folds_test.ts"]),
};

function each(folder: string, names: readonly string[], tests: readonly string[]): typeof targets {
  return Object.fromEntries(names.map((name) => [`${folder}/${name}.ts`, tests]));
}
