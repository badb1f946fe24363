import * as tf from "@tensorflow/tfjs";
import { demandHealthyDevice } from "../device/device.ts";
import { convolution } from "./conv2d.ts";
import { type ConvShape, convShape } from "./conv_shape.ts";
import type { Convolution } from "./convolution.ts";
import {
  chosenConvolution,
  convName,
  type KernelChoice,
  type Maker,
  type Pass,
  passes,
} from "./kernel_choice.ts";
import type { ConvolutionSite, Network } from "./network.ts";
import { GradientError, selfTest } from "./selftest.ts";
import { tfjsConvolution } from "./tfjs_convolution.ts";

/** Options of {@linkcode chooseKernels}. */
export interface ChooseKernelsOptions {
  /** A clock in milliseconds. */
  readonly now: () => number;
  /** What was chosen before on this device; it is not measured again. @default {{}} */
  readonly known?: KernelChoice;
  /** The kernels to choose from. @default those of this package for the backend, and those of tfjs */
  readonly makers?: Readonly<Record<Maker, Convolution>>;
}

/** A small batch tells at once where tfjs is far slower, as it is on software adapters. */
const FEW = 8;

/**
 * Measures whose kernels compute each convolution of a network faster on the device that is set: forward, and both gradients.
 * Kernels of tfjs that {@linkcode selfTest} finds wrong at this batch are not taken, however fast they are.
 *
 * @param network Its shapes are measured; its weights are left alone.
 * @param batch The number of images in a training step.
 * @throws {DeviceError} If the device reports an error.
 */
export async function chooseKernels(
  { convolutions }: Pick<Network, "convolutions">,
  batch: number,
  { now, known = {}, makers = { own: convolution(), tfjs: tfjsConvolution } }: ChooseKernelsOptions,
): Promise<KernelChoice> {
  const choice: Record<string, KernelChoice[string]> = {};
  for (const site of convolutions) {
    const name = convName(convShape([batch, ...site.input], site.filter, site));
    choice[name] ??= known[name] ?? await measured(name, site, batch, now, makers);
  }
  return choice;
}

async function measured(
  name: string,
  site: ConvolutionSite,
  batch: number,
  now: () => number,
  makers: Readonly<Record<Maker, Convolution>>,
): Promise<KernelChoice[string]> {
  const chosen: Record<Pass, Maker> = { forward: "own", inputGradient: "own", filterGradient: "own" };
  for (const pass of passes) {
    if (!await isFaster(site, Math.min(batch, FEW), pass, now, makers, 2)) continue;
    if (!await isFaster(site, batch, pass, now, makers, 1)) continue;
    const trial = chosenConvolution({ [name]: { ...chosen, [pass]: "tfjs" } }, makers);
    if (await isRight(site, batch, trial)) chosen[pass] = "tfjs";
  }
  return chosen;
}

async function isRight(site: ConvolutionSite, batch: number, convolution: Convolution): Promise<boolean> {
  try {
    await selfTest({ convolutions: [site] }, batch, { convolution });
    return true;
  } catch (error) {
    if (error instanceof GradientError) return false;
    throw error;
  }
}

/** Whether tfjs takes less than so many times as long. What it lacks, it takes for ever for. */
async function isFaster(
  site: ConvolutionSite,
  batch: number,
  pass: Pass,
  now: () => number,
  makers: Readonly<Record<Maker, Convolution>>,
  times: number,
): Promise<boolean> {
  const shape = convShape([batch, ...site.input], site.filter, site);
  const own = await milliseconds(shape, pass, makers.own, now);
  const stock = await milliseconds(shape, pass, makers.tfjs, now).catch(() => Infinity);
  demandHealthyDevice();
  return stock < times * own;
}

async function milliseconds(
  shape: ConvShape,
  pass: Pass,
  maths: Convolution,
  now: () => number,
): Promise<number> {
  const { batch, height, width, inChannels, outChannels, kernel, groups, outHeight, outWidth } = shape;
  const images = tf.ones<tf.Rank.R4>([batch, height, width, inChannels]);
  const filter = tf.ones<tf.Rank.R4>([kernel, kernel, inChannels / groups, outChannels]);
  const gradient = tf.ones<tf.Rank.R4>([batch, outHeight, outWidth, outChannels]);
  const run = {
    forward: () => maths.forward(shape, images, filter),
    inputGradient: () => maths.inputGradient(shape, gradient, filter),
    filterGradient: () => maths.filterGradient(shape, images, gradient),
  }[pass];
  const once = async () => {
    const start = now();
    const one = tf.tidy(() => tf.slice(run().flatten(), 0, 1));
    await one.data();
    one.dispose();
    return now() - start;
  };
  try {
    await once();
    return Math.min(await once(), await once());
  } finally {
    tf.dispose([images, filter, gradient]);
  }
}
