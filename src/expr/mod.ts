export type { Binary, Expr, Point, Unary } from "./expr.ts";
export { type Algebra, interpret } from "./fold.ts";
export { reads } from "./reads.ts";
export { constantOf } from "./constant.ts";
export { binary, unary } from "./operations.ts";
export { slotsOf } from "./slots.ts";
export { isHere } from "./is_here.ts";
export { visit } from "./visit.ts";
export {
  abs,
  add,
  blur,
  chooseOne,
  clamp,
  div,
  exp,
  field,
  floor,
  HERE,
  hypot,
  inside,
  lit,
  max,
  min,
  mod,
  mul,
  param,
  select,
  sqrt,
  step,
  sub,
} from "./build.ts";
