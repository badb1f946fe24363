export type { Binary, Expr, Point, Unary } from "./expr.ts";
export { type Algebra, interpret } from "./fold.ts";
export { bodiesOf, childrenOf, operandsOf, visit } from "./children.ts";
export { map } from "./map.ts";
export { isHere, isUniform, reads, slotsOf } from "./questions.ts";
export { constantOf } from "./constant.ts";
export { type Known, simplify } from "./simplify.ts";
export { binary, unary } from "./operations.ts";
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
