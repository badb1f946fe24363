import { PlacementRow, ViewRow } from "./rows.ts";
import { demand } from "../demand.ts";
import type { PassPlan, Plan, Shape } from "./draw.ts";
import type { Program } from "../program/lower.ts";

/** Checks that something is a program. */
export function demandProgram(action: string, program: Program): void {
  const isProgram = Array.isArray(program) && program.length > 0 &&
    program.every((pass) => typeof pass?.fingerprint === "string");
  demand(isProgram, action, "program must be what lower() gives", program);
}

/** Checks that a plan was drawn for a program and a shape. */
export function demandPlan(
  action: string,
  program: Program,
  plan: Plan,
  { samples, height, width, pool = samples }: Shape,
): void {
  demand(Array.isArray(plan?.passes), action, "plan must be what draw() gives", plan);
  demand(
    plan.samples === samples && plan.height === height && plan.width === width,
    action,
    `the plan must be drawn for ${samples} samples of ${height}×${width}`,
    `${plan.samples} of ${plan.height}×${plan.width}`,
  );
  const { fingerprint } = program[0]!, passes = program.length;
  demand(
    plan.fingerprint === fingerprint,
    action,
    `the plan must be drawn from the recipe of the program, with the fingerprint ${fingerprint}`,
    `a plan of ${plan.fingerprint}`,
  );
  demand(plan.passes.length === passes, action, `the plan must have ${passes} passes`, plan.passes.length);
  for (const [i, { params }] of program.entries()) demandPass(action, params, plan.passes[i]!, samples, pool);
}

/** Checks the arrays of a pass, which may come from a log. */
function demandPass(action: string, params: number, pass: PassPlan, samples: number, pool: number): void {
  const { partner, views, placements, lambda, smoothing, retouches } = pass, drawn = pass.params;
  const arrays = [
    ["partner", partner, Uint32Array, samples],
    ["views", views, Int32Array, ViewRow.length * samples],
    ["placements", placements, Float32Array, placements?.length === 0 ? 0 : PlacementRow.length * samples],
    ["retouches", retouches, Array, retouches?.length === 0 ? 0 : samples],
    ["lambda", lambda, Float32Array, samples],
    ["smoothing", smoothing, Float32Array, samples],
    ["params", drawn, Float32Array, samples * params],
  ] as const;
  for (const [name, array, kind, length] of arrays) {
    const rule = `${name} of the plan must be ${length} in a ${kind.name}`;
    demand(array instanceof kind, action, rule, array);
    demand(array.length === length, action, rule, array.length);
  }
  const beyond = partner.find((place) => place >= pool);
  demand(beyond === undefined, action, `a partner must be one of ${pool} images`, beyond);
}
