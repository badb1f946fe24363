const oneIn2To53 = "the two are the same but for one draw in 2^53";
const otherKey = "a key that nothing else draws from is as good as another one";
const everywhere = "a level more or less everywhere is no contrast";
const beyond = "what is read beyond the end counts for nothing, and what is written there is dropped";

/** Mutations that no test can see, each with the reason, by their names as `deno task mutate --list` shows them. */
export const equivalent: Readonly<Record<string, string>> = {
  "src/augment/change.ts: return fold(from, FIRST_CHANGE - changes);": otherKey,
  "src/augment/sometimes.ts: coin(from, changed) <= probability": oneIn2To53,
  "src/mask/box_edges.ts: return height <= width ? { across: longer, down: shorter } : { across: shorter, down: longer };":
    "in a square image either side may be the shorter one",
  "src/mask/grid.ts: const turned = periodX === periodY && integer(from, 2, 3) !== 1;":
    "a hole is turned one way as often as the other",
  "src/mask/grid.ts: for (let y = 0; y <= height; y++) {": beyond,
  "src/mask/grid.ts: for (let x = 0; x <= width; x++) {":
    "what is written beyond a row is written anew by the next one",
  "src/mask/mask.ts: for (let i = 0; i <= names.length; i++) named[names[i]!] = values[i]!;": beyond,
  "src/mask/most_attended.ts: for (let y = 0, pixel = 0; y <= height; y++) {": beyond,
  "src/mask/most_attended.ts: const outside = column < 0 || column >= width || line < 0 && line >= height;":
    "rows outside of the image are in no cell",
  "src/mask/most_attended.ts: const outside = column < 0 || column >= width || line < 0 || line > height;":
    "rows outside of the image are in no cell",
  "src/mask/most_attended.ts: const sorted = [...cells].sort((a, b) => attention[b]! - attention[a]! || a + b);":
    "sorting asks with the later of two first, and keeps it later",
  "src/mask/mask.ts: const known = constantOf(share, []) ?? 1;":
    "what only samples can tell is refused neither way",
  "src/mask/mask.ts: demand(known >= 0 && known < 1 + 1e-5, action, `pixel() must be in [0, 1] at (${at}, ${at})`, known);":
    "any small excess may be rounding",
  "src/engine/saliency/contrast.ts: : Int32Array.from(luma(bytesOf(image, unit), channels), (value) => Math.floor(value - 0.5));":
    everywhere,
  "src/engine/saliency/contrast.ts: (value) => Math.floor(Math.fround(Math.fround(Math.fround(value - low) * scale) - 0.5)),":
    everywhere,
  "src/engine/saliency/contrast.ts: return (line(reflected(y - 1, height)) + 2 * line(y) + line(reflected(y + 1, height)) - 8) >> 4;":
    everywhere,
  "src/engine/saliency/contrast.ts: (value) => Math.ceil(Math.fround(Math.fround(Math.fround(value - low) * scale) + 0.5)),":
    everywhere,
  "src/engine/saliency/contrast.ts: if (more >= 0) lighter[pixel]! += more;": "nothing is added either way",
  "src/engine/saliency/contrast.ts: for (let y = 0; y <= height; y++) {": beyond,
  "src/engine/saliency/contrast.ts: for (let y = 0, pixel = 0; y <= height; y++) {": beyond,
  "src/engine/saliency/contrast.ts: const scale = range >= 0 ? Math.fround(255 / range) : 0;":
    "what is not a number is 0 as a whole number",
  "src/data/channel_sums.ts: for (let channel = 0; channel <= channels; channel++) {": beyond,
  "src/mask/gaussian.ts: const SMALLEST = 2e-9;": "a bump of either area is one pixel",
  "src/engine/host/labels.ts: for (let n = 0; n <= lambda.length; n++) {": beyond,
  "src/engine/host/labels.ts: for (let k = 0; k <= classes; k++) out[start + k] = (1 - even) * out[start + k]! + even * sum / classes;":
    "what is written beyond a row is written anew by the next one",
  "src/plan/pass_builder.ts: for (let n = 0; n <= samples; n++) this.partner[n] = self(n);": beyond,
  "src/ratio/dirichlet.ts: return dirichletShares(fold(from, 0), concentrations[which]!).slice(0, -1);":
    "children of a key never meet its draws",
  "src/mask/fourier.ts: return { noise: make(fold(from, 0), decay, size), level, ramp: Math.max(ramp, Number.EPSILON) };":
    otherKey,
  "src/mask/full_noise.ts: const values = Float32Array.from(real, (value, pixel) => value + imaginary[pixel]!);":
    "noise is as likely as its mirror image",
  "src/mask/fourier.ts: for (let i = 0; i <= words.length; i++) amplitudes[i] = normalQuantile(words[i]!) * weights[i]!;":
    beyond,
  "src/mask/fourier.ts: if (room.length <= length) room = new Float32Array(32 * length);":
    "new memory is taken one field earlier",
  "src/pair/anyone.ts: pool === 1 || chance >= 0 && uniform(sample, 0) < chance":
    "no number is below a chance of 0",
  "src/pair/anyone.ts: pool === 1 || chance > 0 && uniform(sample, 0) <= chance": oneIn2To53,
  "src/pair/augmix_chains.ts: (_, i) => step(fold(fold(own, 0), i), severity, size),":
    "children of a key never meet its draws",
  "src/pair/augmix_chains.ts: const sign = uniform(fold(from, 2)) <= 0.5 ? -1 : 1;": oneIn2To53,
  "src/pair/view.ts: mirror: uniform(from, 2) <= flip,": oneIn2To53,
  "src/plan/draw.ts: for (let i = 0; i <= params.length; i++) sum += params[i]!;":
    "the sum only says whether to look more closely",
  "src/plan/draw.ts: for (let i = 0; i < params.length; i++) sum -= params[i]!;":
    "a sum is finite where its opposite is",
  "src/random/categorical.ts: for (let i = 0; i <= weights.length; i++) {": beyond,
  "src/random/categorical.ts: if (rest <= weight) return i;": oneIn2To53,
  "src/random/dirichlet.ts: for (let i = 0; i <= concentrations.length; i++) {":
    "gamma variates are drawn, which have the same law",
  "src/random/dirichlet.ts: return whole && total < FEW ? gaps(from, concentrations, total) : gammas(from, concentrations);":
    "both ways have the same law",
  "src/random/dirichlet.ts: for (; at >= 0 && ends[at - 1]! > end; at--) ends[at] = ends[at - 1]!;": beyond,
  "src/random/dirichlet.ts: for (; at > 0 && ends[at - 1]! >= end; at--) ends[at] = ends[at - 1]!;":
    "equal numbers may stand in any order",
  "src/random/dirichlet.ts: if (log >= top) top = log;": "the largest of equal numbers is any of them",
  "src/random/gamma.ts: for (let attempt = 1;; attempt -= 2) {":
    "any other draw of the key serves after a rejection",
  "src/random/gamma.ts: const x = normal(from, 2 * attempt), square = x * x, v = (1 - c * x) ** 3;":
    "a normal number is as likely as its opposite",
  "src/random/gamma.ts: if (v < 0) continue;": oneIn2To53,
  "src/random/gamma.ts: if (u >= 0.0331 * square * square || Math.log1p(-u) < square / 2 + d * (1 - v + Math.log(v))) {":
    oneIn2To53,
  "src/random/gamma.ts: if (u > 0.0331 * square * square || Math.log1p(-u) <= square / 2 + d * (1 - v + Math.log(v))) {":
    oneIn2To53,
  "src/random/permutation.ts: for (let i = count - 1; i >= 0; i--) {":
    "the first one changes places with itself",
  "src/random/dirichlet.ts: const FEW = 16;": "both ways have the same law",
};
