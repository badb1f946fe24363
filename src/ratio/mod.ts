export type { RatioLaw } from "./law.ts";
export { fixed } from "./fixed.ts";
export { beta, type BetaOptions } from "./beta.ts";
export { dirichlet, type DirichletOptions } from "./dirichlet.ts";
export { uniformSide, type UniformSideOptions } from "./uniform_side.ts";
export { perBatch } from "./per_batch.ts";
