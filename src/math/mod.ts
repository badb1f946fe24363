export { exp } from "./exp.ts";
export { normalQuantile } from "./normal_quantile.ts";
