export { choice } from "./choice.ts";
export { foldOf } from "./fold_of.ts";
export type { Broken, JsonSchema, Kind } from "./kind.ts";
export { nameOrScript } from "./name_or_script.ts";
export { number, type Range } from "./number.ts";
export { optional } from "./optional.ts";
export { text } from "./text.ts";
export { timeSpan } from "./time_span.ts";
export { truth } from "./truth.ts";
