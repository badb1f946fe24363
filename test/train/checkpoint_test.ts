import { assert, assertEquals } from "@std/assert";
import * as fc from "fast-check";
import { isLeft, isRight } from "fp-ts/Either";
import {
  type Checkpoint,
  checkpointPath,
  decodeCheckpoint,
  encodeCheckpoint,
  type Identity,
  testedWeights,
} from "../../src/train/mod.ts";
import { pruneCheckpoints, saveCheckpoint } from "../../src/train/checkpoint/mod.ts";
import { inFolder } from "./command.ts";

const identity: Identity = {
  config: { optimizer: { lr: 0.1 } },
  recipe: "pair\nmix",
  data: "ab",
  backend: "wasm",
  device: "here",
  kernels: {},
  versions: { miamix: "0.1.0" },
};
const weights = new Map([["conv.weight", { shape: [1, 2], data: Float32Array.of(1 / 3, -0) }]]);
const checkpoint: Checkpoint = {
  progress: {
    epochs: 2,
    steps: 3,
    lossSum: 0.1 + 0.2,
    epochSeconds: 1.5,
    seconds: 9,
    best: { epoch: 1, top1: 40 },
  },
  weights,
  velocity: Float32Array.of(1e-40, 3.4e38),
  average: new Map([["conv.weight", { shape: [1, 2], data: Float32Array.of(5, 6) }]]),
  automix: new Map([["block.value.bias", { shape: [1], data: Float32Array.of(7) }]]),
};

Deno.test("a checkpoint comes back as it was, with or without velocity, average and masks", () => {
  const bare = { ...checkpoint, velocity: undefined, average: undefined, automix: undefined };
  for (const one of [checkpoint, bare]) {
    const decoded = decodeCheckpoint(encodeCheckpoint(one, identity, 7));
    assert(isRight(decoded), JSON.stringify(decoded));
    assertEquals(decoded.right, { ...one, identity });
  }
  assertEquals([testedWeights(checkpoint), testedWeights(bare)], [checkpoint.average!, weights]);
});

Deno.test("a checkpoint with any bit flipped, or cut anywhere, is refused", () => {
  const bytes = encodeCheckpoint(checkpoint, identity, 7);
  const whole = decodeCheckpoint(bytes);
  fc.assert(
    fc.property(fc.nat(bytes.length - 1), fc.nat(7), (place, bit) => {
      const decoded = decodeCheckpoint(bytes.with(place, bytes[place]! ^ (1 << bit)));
      assert(
        isLeft(decoded) || JSON.stringify(decoded) === JSON.stringify(whole),
        `bit ${bit} of byte ${place}`,
      );
      if (isRight(decoded)) assertEquals(decoded.right, { ...checkpoint, identity });
      assert(isLeft(decodeCheckpoint(bytes.subarray(0, place))), `cut at byte ${place}`);
    }),
    { numRuns: 2000, seed: 3 },
  );
});

Deno.test("the checkpoint before the last one stays, and the newest of the kept ones", () =>
  inFolder(async (cwd) => {
    const folder = `${cwd}/run`;
    await Deno.mkdir(`${folder}/checkpoints`, { recursive: true });
    for (const byte of [1, 2, 3]) await saveCheckpoint(folder, Uint8Array.of(byte));
    for (const epoch of [2, 4, 10]) {
      await Deno.writeFile(checkpointPath(folder, `epoch-${epoch}`), new Uint8Array());
    }
    await pruneCheckpoints(folder, 2);
    const names = Array.from(Deno.readDirSync(`${folder}/checkpoints`), ({ name }) => name.split(".")[0])
      .sort();
    assertEquals(names, ["epoch-10", "epoch-4", "last", "previous"]);
    const read = async (name: string) => [...await Deno.readFile(checkpointPath(folder, name))];
    assertEquals([await read("previous"), await read("last")], [[2], [3]]);
  }));
