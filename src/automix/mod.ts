/**
 * AutoMix: masks that are learned beside the network which learns from what they mix.
 *
 * @module
 */
export { attention } from "./attention.ts";
export {
  type Automixer,
  automixer,
  type AutomixerOptions,
  type AutomixerParts,
  type MixedLesson,
  type Mover,
} from "./automixer.ts";
export { follow } from "./follow.ts";
export {
  type CrossEntropy,
  type Encoder,
  type GenerationLoss,
  generationLoss,
  type LambdaOptions,
  type Lesson,
} from "./generation_loss.ts";
export { lambdaLoss } from "./lambda_loss.ts";
export { learnedMixture } from "./learned_mixture.ts";
export { type MixBlock, mixBlock, type MixBlockOptions, mixBlockSites } from "./mix_block.ts";
export { type MomentumOptions, momentumSchedule } from "./momentum_schedule.ts";
export type { Upsampling } from "./upsample.ts";
