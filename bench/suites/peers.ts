import { methods } from "../../src/method/mod.ts";
import type { Case } from "../case.ts";
import { cpuTurn, hostBatch, shapes } from "../host.ts";
import type { Peer } from "../peer.ts";

/** The methods that the Python program has. */
const known = [
  "mixup",
  "cutmix",
  "resizemix",
  "fmix",
  "gridmix",
  "gmix",
  "agmix",
  "randommix",
  "miamix",
];

/** The cpu engine on one thread, whole, against vectorised PyTorch: ratios below 1 are where ours is faster. */
export function peersSuite(peer: Peer | undefined): readonly Case[] {
  if (peer === undefined) return [];
  return shapes.flatMap((shape, i) =>
    (["sample", "batch"] as const).flatMap((scope) =>
      scope === "batch" && i > 0 ? [] : known.map((name): Case => ({
        suite: "peers",
        name,
        engine: "cpu",
        shape,
        against: `${peer.name}, a plan a ${scope}`,
        prepare: () => ({
          subject: cpuTurn(methods[name]!.build(), hostBatch(shape)),
          yardstick: peer.turn(name, scope, shape),
          dispose() {},
        }),
      }))
    )
  );
}
