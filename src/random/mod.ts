export { bits, fold, type Key, key } from "./key.ts";
export { uniform, uniformBetween } from "./uniform.ts";
export { integer } from "./integer.ts";
export { normalPair, normalsInto } from "./normal.ts";
export { logGamma } from "./gamma.ts";
export { dirichletShares } from "./dirichlet.ts";
export { categorical } from "./categorical.ts";
export { permutation } from "./permutation.ts";
