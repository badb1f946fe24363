import "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs";
import { network } from "../../src/nn/mod.ts";
import { key } from "../../src/random/mod.ts";
import { sgd, softCrossEntropy } from "../../src/train/mod.ts";
import type { Case } from "../case.ts";
import { type Device, deviceTurn } from "../device.ts";
import { addMissingWasmKernel, stockModel, stockPlans } from "../stock.ts";

const BATCH = 64;

/**
 * One training step of networks of ours (forward, backward, SGD with momentum and weight decay) against one of the same network
 * in tfjs layers with the momentum optimizer of tfjs, on the same backend. The wasm backend of tfjs gets the kernel that it lacks.
 */
export function stepSuite(device: Device | undefined): readonly Case[] {
  const engines = device === undefined ? ["wasm"] as const : ["webgpu", "wasm"] as const;
  return engines.flatMap((engine) =>
    Object.entries(stockPlans).map(([name, plan]): Case => ({
      suite: "step",
      name,
      engine,
      shape: [BATCH, 32, 32, 3],
      against: "tfjs layers",
      leastRounds: 1,
      async prepare() {
        await tf.setBackend(engine);
        if (engine === "wasm") addMissingWasmKernel();
        const { dispose, ...turns } = sides(name, stockModel(plan));
        return {
          ...turns,
          async dispose() {
            dispose();
            if (device !== undefined) await tf.setBackend("webgpu");
          },
        };
      },
    }))
  );
}

function sides(name: string, stock: tf.LayersModel) {
  const options = {
    size: [32, 32],
    channels: 3,
    classes: 10,
    mean: [0.5, 0.5, 0.5],
    std: [0.25, 0.25, 0.25],
  } as const;
  const own = network(name, options, key(1)), optimizer = sgd(), stockOptimizer = tf.train.momentum(0.1, 0.9);
  const images = tf.randomUniform([BATCH, 32, 32, 3]) as tf.Tensor4D;
  const labels = tf.softmax(tf.randomUniform([BATCH, 10])) as tf.Tensor2D;
  return {
    subject: deviceTurn(() => {
      const { value, grads } = tf.variableGrads(
        () => softCrossEntropy(labels, own.apply(images, { training: true })),
        [...own.variables],
      );
      optimizer.step(own.variables, grads, 0.1);
      tf.dispose(grads);
      return [value];
    }),
    yardstick: deviceTurn(() => {
      const cost = () => {
        const logits = stock.apply(images, { training: true }) as tf.Tensor2D;
        return tf.losses.softmaxCrossEntropy(labels, logits) as tf.Scalar;
      };
      return [stockOptimizer.minimize(cost, true)!];
    }),
    dispose() {
      own.dispose();
      optimizer.dispose();
      stock.dispose();
      stockOptimizer.dispose();
      tf.dispose([images, labels]);
    },
  };
}
