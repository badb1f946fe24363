export type { MergeRule } from "./rule.ts";
export { product } from "./product.ts";
export { sum } from "./sum.ts";
