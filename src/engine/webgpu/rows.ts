import type { PassPlan } from "../../draw.ts";

/** Where things are in a row of the plan on the device; the drawn numbers follow. */
export const Row = { partner: 0, anchorView: 1, partnerView: 4, lambda: 7, smoothing: 8, params: 9 } as const;

/** The plan of a pass as one table of floats `[samples, 9 + params]`, so that it is one upload. */
export function planRows(plan: PassPlan, params: number): Float32Array {
  const samples = plan.partner.length, stride = Row.params + params;
  const rows = new Float32Array(samples * stride);
  for (let n = 0; n < samples; n++) {
    const at = n * stride;
    rows[at + Row.partner] = plan.partner[n]!;
    rows.set(plan.views.subarray(6 * n, 6 * n + 6), at + Row.anchorView);
    rows[at + Row.lambda] = plan.lambda[n]!;
    rows[at + Row.smoothing] = plan.smoothing[n]!;
    rows.set(plan.params.subarray(n * params, (n + 1) * params), at + Row.params);
  }
  return rows;
}
