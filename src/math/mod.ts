export { exp } from "./exp.ts";
export { fourierTransform } from "./fourier_transform.ts";
export { normalQuantile } from "./normal_quantile.ts";
export { ranksOf } from "./ranks.ts";
