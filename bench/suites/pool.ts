import { draw } from "../../src/plan/draw.ts";
import { cpuPool } from "../../src/engine/cpu/mod.ts";
import { lower } from "../../src/program/lower.ts";
import { methods } from "../../src/method/mod.ts";
import { fold, key } from "../../src/random/mod.ts";
import type { Case } from "../case.ts";
import { cpuTurn, hostBatch, shapes } from "../host.ts";

/** A pool of as many workers as there are cores, on images in shared memory, against the cpu engine on one thread. */
export function poolSuite(): readonly Case[] {
  return ["miamix", "augmix"].flatMap((name) =>
    shapes.map((shape): Case => ({
      suite: "pool",
      name,
      engine: "cpu",
      shape,
      against: "one thread",
      prepare() {
        const batch = hostBatch(shape), recipe = methods[name]!.build(), program = lower(recipe);
        const inShared = () => new Float32Array(new SharedArrayBuffer(batch.images.byteLength));
        const images = inShared(), into = { images: inShared() }, pool = cpuPool();
        images.set(batch.images);
        const [samples, height, width] = shape;
        let step = 0;
        return {
          async subject(calls) {
            for (let i = 0; i < calls; i++) {
              const plan = draw(recipe, fold(key(1), step++), { samples, height, width });
              await pool.mix(program, plan, { ...batch, images }, { into, masks: false });
            }
          },
          yardstick: cpuTurn(recipe, batch),
          dispose: () => pool[Symbol.dispose](),
        };
      },
    }))
  );
}
