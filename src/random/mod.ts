export { bits, demandKey, fold, type Key, key } from "./key.ts";
export { uniform, uniformBetween } from "./uniform.ts";
export { integer } from "./integer.ts";
export { normal } from "./normal.ts";
export { wordsInto } from "./words.ts";
export { logGamma } from "./gamma.ts";
export { dirichletShares } from "./dirichlet.ts";
export { categorical } from "./categorical.ts";
export { permutation } from "./permutation.ts";
