import { demand } from "../demand.ts";
import type { Drawn, Mask, Placement, Size } from "../mask/mod.ts";
import type { Pairing, Reading, Retouch, Retouching, View } from "../pair/mod.ts";
import type { RatioLaw } from "../ratio/mod.ts";

const ACTION = "draw a plan";

/** Checks what a pairing gave. */
export function demandPartner({ name }: Pairing, partner: number, pool: number): void {
  if (partner >>> 0 === partner && partner < pool) return;
  demand(false, ACTION, `a partner from ${name} must be a whole number in 0 … ${pool - 1}`, partner);
}

/** Checks what a law of ratios gave. */
export function demandShares({ name, layers }: RatioLaw, shares: readonly number[]): void {
  const count = shares?.length;
  if (!(count >= 1 && count <= layers)) {
    demand(false, ACTION, `ratios from ${name} must be a list of 1 … ${layers} numbers`, shares);
  }
  for (let i = 0; i < count; i++) {
    const share = shares[i]!;
    if (typeof share === "number" && share >= 0 && share <= 1) continue;
    demand(false, ACTION, `a ratio from ${name} must be in [0, 1]`, share);
  }
}

/** Checks what a view gave. */
export function demandReading({ name }: View, reading: Reading, { height, width }: Size): void {
  const shows = (shift: number, side: number) => Number.isInteger(shift) && Math.abs(shift) < side;
  if (shows(reading?.dx, width) && shows(reading?.dy, height) && typeof reading.mirror === "boolean") return;
  const within = `dx in ±${width - 1}, dy in ±${height - 1}`;
  demand(
    false,
    ACTION,
    `a reading from ${name} must have whole ${within}, and mirror true or false`,
    reading,
  );
}

/** Checks what a mask gave for every layer. */
export function demandDrawn({ name, params }: Mask, layers: readonly (readonly Drawn[])[]): void {
  for (let i = 0; i < layers.length; i++) {
    const values = layers[i]!;
    if (values?.length === params) continue;
    demand(false, ACTION, `draw() of ${name} must give ${params} values`, values);
  }
}

/** Checks where a mask places a partner. */
export function demandPlacement({ name }: Mask, placement: Placement): Placement {
  const { interpolation, ...numbers } = placement;
  const known = interpolation === "nearest" || interpolation === "linear";
  const finite = Object.values(numbers).length === 6 && Object.values(numbers).every(Number.isFinite);
  const rule = 'six finite numbers, and interpolation "nearest" or "linear"';
  demand(known && finite, ACTION, `place() of ${name} must give ${rule}`, placement);
  return placement;
}

const OPERATIONS = ["autocontrast", "equalize", "posterize", "solarize", "affine"];

/** Checks what is done to an image. */
export function demandRetouch({ name }: Retouching, retouch: Retouch): Retouch {
  const { share, chains } = retouch ?? {};
  demand(share >= 0 && share <= 1, ACTION, `a share from ${name} must be in [0, 1]`, share);
  demand(Array.isArray(chains), ACTION, `chains from ${name} must be a list`, chains);
  for (const { weight, steps } of chains) {
    demand(Number.isFinite(weight), ACTION, `a weight from ${name} must be a finite number`, weight);
    for (const step of steps) {
      const { op, ...numbers } = step;
      const known = OPERATIONS.includes(op) && Object.values(numbers).every(Number.isFinite);
      demand(known, ACTION, `a step from ${name} must be an operation with finite numbers`, step);
    }
  }
  return retouch;
}
