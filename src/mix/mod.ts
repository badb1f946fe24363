export { type Blend, blend, type MixOptions } from "./blend.ts";
