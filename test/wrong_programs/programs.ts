// deno-lint-ignore-file no-explicit-any -- These are programs in JavaScript: nothing is checked before they run.
import { pipe } from "fp-ts/function";
import * as miamix from "../../mod.ts";

/** Programs as someone writes them who guesses, with what each must be told. */
export type WrongPrograms = Readonly<Record<string, readonly [program: () => unknown, message: string]>>;

/** The package, as JavaScript sees it. */
export const m = miamix as any;

/** The shape of a batch, and what a plan for it is drawn for. */
export const shape: readonly number[] = [2, 8, 8, 3], size = { samples: 2, height: 8, width: 8 };

/** A batch with nothing wrong in it. */
export const batch: any = {
  images: new Float32Array(2 * 8 * 8 * 3),
  shape,
  labels: Int32Array.of(0, 1),
  classes: 3,
};

/** A recipe and a key with nothing wrong in them. */
export const recipe: any = miamix.cutmix(), key: any = miamix.key(1);

/** A recipe with some of its rules replaced. */
export function withRules({ pairing, view, law, mask }: Record<string, any>): any {
  return pipe(
    m.pair({ ...m.shuffled(), name: "mine", ...pairing }, view && { name: "mine", ...view }),
    m.sampleRatios({ ...m.beta(), name: "mine", ...law }),
    m.mask(mask ?? m.box()),
    m.merge(m.product()),
    m.mix(),
  );
}

/** A recipe that changes images by what is given. */
export function retouched(retouch: any): any {
  return m.withRetouch({ name: "mine", draw: () => retouch })(recipe);
}

/** A recipe with a mask of these parts. */
export function withMask(parts: any): any {
  return withRules({ mask: m.defineMask("ring", parts) });
}

/** Draws and mixes as a program without tfjs does. */
export function mixed(recipe: any, given: any = batch, options: any = {}): any {
  return m.cpu(m.lower(recipe), m.draw(recipe, key, size), given, options);
}

/** Mixes a batch with some of it changed. */
export function cpuWith(changed: any, options?: any): any {
  return mixed(recipe, { ...batch, ...changed }, options);
}
