import "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs";
import { automixer, learnedMixture } from "../../src/automix/mod.ts";
import { withViews } from "../../src/recipe/combine.ts";
import type { Dataset } from "../../src/data/mod.ts";
import { methods } from "../../src/method/mod.ts";
import { network } from "../../src/nn/mod.ts";
import { cropAndFlip } from "../../src/pair/mod.ts";
import { fold, key } from "../../src/random/mod.ts";
import type { Recipe } from "../../src/recipe/recipe.ts";
import { sgd, softCrossEntropy } from "../../src/train/mod.ts";
import { ahead } from "../../src/train/ahead.ts";
import { feed } from "../../src/train/feed.ts";
import { trainStep } from "../../src/train/train_step.ts";
import type { Case } from "../case.ts";
import type { Device } from "../device.ts";
import { classes } from "../host.ts";
import type { Turn } from "../measure.ts";

const BATCH = 128, SIDE = 32;

/** Steps in an epoch of this suite: as few as make waiting for the last loss a small part of it. */
const STEPS = 4;

/**
 * What mixing adds to training: an epoch of the default network with each method, against one without mixing, both with
 * the same crop, flip and normalisation, as Table 2 of the MiAMix paper.
 */
export function trainingSuite(device: Device | undefined): readonly Case[] {
  const engines = device === undefined ? ["wasm"] as const : ["webgpu", "wasm"] as const;
  return engines.flatMap((engine) =>
    Object.entries(methods).filter(([name]) => name !== "vanilla").map(([name, { build }]): Case => ({
      suite: "training",
      name,
      engine,
      shape: [STEPS * BATCH, SIDE, SIDE, 3],
      against: "vanilla",
      leastRounds: 15,
      async prepare() {
        await tf.setBackend(engine);
        const [subject, yardstick] = [epochs(build()), epochs(methods.vanilla!.build())];
        return {
          subject: subject.turn,
          yardstick: yardstick.turn,
          async dispose() {
            subject.dispose();
            yardstick.dispose();
            if (device !== undefined) await tf.setBackend("webgpu");
          },
        };
      },
    }))
  );
}

/** A turn of epochs of training. */
function epochs(method: Recipe): { readonly turn: Turn; dispose(): void } {
  const dataset = noise(), recipe = withViews(cropAndFlip())(method), optimizer = sgd();
  const build = () => network("small", { ...dataset, size: [SIDE, SIDE], classes }, key(1));
  const trained = build(), follower = learnedMixture(recipe) && build();
  const masks = follower && automixer({
    network: trained,
    follower,
    recipe,
    steps: 1_000_000,
    crossEntropy: softCrossEntropy,
    optimizer: sgd(),
    from: key(3),
  });
  const learner = {
    network: trained,
    optimizer,
    recipe,
    dataset,
    labelSmoothing: 0,
    partners: "batch",
    automixer: masks,
    lessons: masks?.lessons,
  } as const;
  let epoch = 0;
  return {
    async turn(calls) {
      const batches = Array.from({ length: STEPS }, (_, step) => batchOf(step));
      for (let call = 0; call < calls; call++) {
        let loss: tf.Scalar | undefined;
        for await (const fed of ahead(feed(learner, batches, fold(key(2), epoch++)))) {
          loss?.dispose();
          loss = await trainStep(learner, fed, { lr: 0.01, step: epoch * STEPS });
        }
        await loss?.data();
        loss?.dispose();
      }
    },
    dispose() {
      trained.dispose();
      optimizer.dispose();
      masks?.dispose();
      follower?.dispose();
    },
  };
}

function batchOf(step: number): Uint32Array {
  return Uint32Array.from({ length: BATCH }, (_, n) => step * BATCH + n);
}

/** Images of no particular bytes: what is in them costs nothing. */
function noise(): Dataset {
  const count = STEPS * BATCH;
  const train = {
    count,
    images: Uint8Array.from({ length: count * SIDE * SIDE * 3 }, (_, i) => Math.imul(i, 2654435761) >>> 24),
    labels: Uint8Array.from({ length: count }, (_, n) => n % classes),
  };
  return {
    name: "noise",
    classNames: Array.from({ length: classes }, (_, k) => `${k}`),
    height: SIDE,
    width: SIDE,
    channels: 3,
    mean: [0.5, 0.5, 0.5],
    std: [0.25, 0.25, 0.25],
    train,
    test: train,
  };
}
