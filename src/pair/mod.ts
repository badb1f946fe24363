export type { Pairing } from "./pairing.ts";
export { anyone, type AnyoneOptions } from "./anyone.ts";
export { shuffled } from "./shuffled.ts";
export { rolled } from "./rolled.ts";
export { flipped } from "./flipped.ts";
export { augmixChains, type AugmixChainsOptions } from "./augmix_chains.ts";
export type { Affine, Retouch, RetouchChain, Retouching, RetouchStep } from "./retouch.ts";
export { cropAndFlip, type CropAndFlipOptions, identityView, type Reading, type View } from "./view.ts";
