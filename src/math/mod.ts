export { exp } from "./exp.ts";
export { logFraction } from "./log_fraction.ts";
export { turn } from "./turn.ts";
