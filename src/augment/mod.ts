export { type ChangeParts, defineChange, type MaskChange } from "./change.ts";
export { rotate, type RotateOptions } from "./rotate.ts";
export { shear, type ShearOptions } from "./shear.ts";
export { smooth, type SmoothOptions } from "./smooth.ts";
export { sometimes } from "./sometimes.ts";
export { onEdges } from "./on_edges.ts";
