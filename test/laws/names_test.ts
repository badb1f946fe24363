import { assertEquals } from "@std/assert";
import * as m from "../../mod.ts";

/** How rules are written: what differs from the defaults is in the name, and nothing else. */
const names: readonly (readonly [{ readonly name: string }, string])[] = [
  [m.anyone(), "anyone()"],
  [m.anyone({ self: 0.1 }), "anyone(self 0.1)"],
  [m.cropAndFlip(), "cropAndFlip(padding 4, flip 0.5)"],
  [m.augmixChains({ severity: 1 }), "augmixChains(severity 1)"],
  [m.beta({ alpha: 0.2 }), "beta(0.2)"],
  [m.fixed(0.3), "fixed(0.3)"],
  [m.dirichlet(), "dirichlet(1, 1 or 2 layers)"],
  [m.dirichlet({ layers: 1 }), "dirichlet(1, 1 layer)"],
  [m.dirichlet({ layers: [2, 1] }), "dirichlet(1, 2 or 1 layer)"],
  [m.uniformSide(), "uniformSide(0.1 to 0.8)"],
  [m.perBatch(m.beta()), "perBatch(beta(1))"],
  [m.flat(), "flat()"],
  [m.box(), "box()"],
  [m.box({ placement: "inside", sides: "even" }), "box(inside, even sides)"],
  [m.salientBox(), "salientBox()"],
  [m.salientBox({ saliency: m.spectralResidual(), sides: "even" }), "salientBox(even sides, residual)"],
  [m.thumbnail(), "thumbnail()"],
  [m.thumbnail({ interpolation: "linear", placement: "inside" }), "thumbnail(inside, linear)"],
  [m.mostAttended({ attention: () => [] }), "mostAttended(7×7)"],
  [m.fourier(), "fourier()"],
  [m.fourier({ decay: 2, soft: 0.1 }), "fourier(decay 2, soft 0.1)"],
  [m.grid(), "grid()"],
  [m.grid({ variant: "cells" }), "grid(cells)"],
  [m.gaussian(), "gaussian()"],
  [m.gaussian({ covariance: "random", width: "literal" }), "gaussian(random, literal)"],
  [m.learned(), "learned()"],
  [m.learned({ margin: 0.2 }), "learned(margin 0.2)"],
  [m.choose([2, m.flat()], [1, m.box()]), "choose(2: flat(), 1: box())"],
  [m.rotate()(m.box()), "box() > rotate(±30°)"],
  [m.rotate({ degrees: [10, 20] })(m.box()), "box() > rotate(10 to 20°)"],
  [m.shear()(m.box()), "box() > shear(±0.3)"],
  [m.smooth()(m.box()), "box() > smooth(3 or 5 or 7)"],
  [m.sometimes(0.5, m.rotate())(m.box()), "box() > sometimes(0.5, rotate(±30°))"],
];

for (const [{ name }, written] of names) {
  Deno.test(`a rule is written with what differs from its defaults: ${written}`, () =>
    assertEquals(name, written));
}

Deno.test("labels are written with what differs from the defaults", () => {
  const blendOf = (options?: m.MixOptions) =>
    (m.mix(options)({ ...(m.mixup() as m.Mixture), stage: "merged" }) as m.Mixture).blend.name;
  assertEquals(blendOf(), "labels merged");
  assertEquals(blendOf({ labels: "orig", smoothing: 0.1 }), "labels orig, smoothing 0.1");
});
