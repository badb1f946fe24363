import type { Batch, Mixed, Normalization, Pixels } from "../../batch.ts";
import type { Plan } from "../../plan/draw.ts";
import type { Program } from "../../program/lower.ts";
import { type HostEngine, type HostOptions, mixOnHost } from "../host/host.ts";
import { blender } from "./blend.ts";
import { render } from "./render.ts";
import { Workspace } from "./workspace.ts";

const engine: HostEngine = {
  places: true,
  render(pass) {
    const space = new Workspace();
    return (sample) => render(pass, sample, space);
  },
  blend: blender,
};

/**
 * The engine for typed arrays: masks are compiled to JavaScript once, whatever is drawn. Where a page forbids code made
 * at run time (a content security policy without `unsafe-eval`), use {@linkcode reference}.
 *
 * Bytes are mixed to bytes, each the nearest to the exact mix and of two as near the even one; with a normalisation, to
 * floats. Nothing is allocated but the outputs, which may be given, and small objects; only a recipe that is a sequence
 * also makes the images between its passes.
 *
 * @param program From {@linkcode lower}.
 * @param plan From {@linkcode draw}, for a batch of this shape.
 * @param batch The batch; it is not changed.
 * @throws {RangeError} If the parts of the batch do not fit together, or the plan was drawn for another shape.
 *
 * @example
 * ```ts
 * import { cpu, cutmix, draw, key, lower } from "@miamix/miamix";
 * import { assertEquals } from "@std/assert";
 *
 * const recipe = cutmix();
 * const plan = draw(recipe, key(1), { samples: 2, height: 8, width: 8 });
 * const images = new Uint8Array(2 * 8 * 8 * 3).fill(51);
 * const batch = { images, shape: [2, 8, 8, 3], labels: Int32Array.of(0, 1), classes: 2 } as const;
 * assertEquals(cpu(lower(recipe), plan, batch).images, images);
 *
 * const normalize = { mean: [0.2, 0.2, 0.1], std: [1, 1, 0.5] };
 * const { images: floats } = cpu(lower(recipe), plan, batch, { normalize });
 * assertEquals(floats.slice(0, 3), Float32Array.of(0, 0, 0.2));
 * ```
 */
export function cpu(
  program: Program,
  plan: Plan,
  batch: Batch<Pixels>,
  options: HostOptions & { readonly normalize: Normalization },
): Mixed;
export function cpu<P extends Pixels>(
  program: Program,
  plan: Plan,
  batch: Batch<P>,
  options?: HostOptions<P>,
): Mixed<P>;
export function cpu(
  program: Program,
  plan: Plan,
  batch: Batch<Pixels>,
  options: HostOptions<Pixels> = {},
): Mixed<Pixels> {
  return mixOnHost(engine, program, plan, batch, options);
}
