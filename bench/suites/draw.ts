import { methods } from "../../src/method/mod.ts";
import type { Case } from "../case.ts";
import { cpuTurn, drawTurn, hostBatch, shapes } from "../host.ts";

/** The drawing of plans, as a share of drawing and mixing on the host. */
export function drawSuite(): readonly Case[] {
  return shapes.flatMap((shape) =>
    Object.entries(methods).map(([name, { build }]) => ({
      suite: "draw",
      name,
      engine: "cpu",
      shape,
      against: "draw and mix",
      prepare: () => ({
        subject: drawTurn(build(), shape),
        yardstick: cpuTurn(build(), hostBatch(shape)),
        dispose() {},
      }),
    }))
  );
}
