import * as tf from "@tensorflow/tfjs";
import {
  type Convolution,
  type ConvShape,
  convShape,
  multiplications,
  tfjsConvolution,
} from "../../src/nn/mod.ts";
import { webgpuConvolution } from "../../src/nn/webgpu/convolution.ts";
import type { Case } from "../case.ts";
import { type Device, deviceTurn } from "../device.ts";

/** Height and width, channels in and out, side of the filter, and stride. */
type Site = readonly [size: number, inputs: number, outputs: number, side: 1 | 3, stride: 1 | 2];

/** Every shape of a convolution of `resnet18` for images of 32×32. */
const sites: readonly Site[] = [
  [32, 3, 64, 3, 1],
  [32, 64, 64, 3, 1],
  [32, 64, 128, 3, 2],
  [32, 64, 128, 1, 2],
  [16, 128, 128, 3, 1],
  [16, 128, 256, 3, 2],
  [16, 128, 256, 1, 2],
  [8, 256, 256, 3, 1],
  [8, 256, 512, 3, 2],
  [8, 256, 512, 1, 2],
  [4, 512, 512, 3, 1],
];

const passes = ["forward", "inputGradient", "filterGradient"] as const;
type Pass = typeof passes[number];

const short: Readonly<Record<Pass, string>> = {
  forward: "forward",
  inputGradient: "to input",
  filterGradient: "to filter",
};

/** Images of a batch: few, since tfjs takes a second for a filter gradient of them on a software adapter. */
const BATCH = 4;

/**
 * The convolutions of `resnet18` against those of tfjs on the same adapter; a plain matrix product of tfjs; and growth with the
 * batch and the channels, the time a multiplication against that at the smallest size.
 */
export function convolutionSuite(device: Device | undefined): readonly Case[] {
  if (device === undefined) return [];
  const own = webgpuConvolution(device.backend);
  const against = sites.flatMap((site) =>
    passes.map((pass): Case => ({
      ...about(site, BATCH, pass),
      suite: "conv",
      against: "tfjs",
      prepare: () => sides(own, site, BATCH, tfjsConvolution, site, BATCH, pass),
    }))
  );
  const growing = ([
    [[32, 16, 16, 3, 1], 8, [32, 16, 16, 3, 1], 32],
    [[32, 16, 16, 3, 1], 8, [32, 16, 16, 3, 1], 128],
    [[16, 32, 32, 3, 1], 16, [16, 64, 64, 3, 1], 16],
    [[16, 32, 32, 3, 1], 16, [16, 128, 128, 3, 1], 16],
  ] as const).flatMap(([small, few, large, many]) =>
    passes.map((pass): Case => ({
      ...about(large, many, pass),
      suite: "growth",
      against: `batch ${few}, ${small[1]} channels, a multiplication`,
      scale: multiplications(shapeOf(small, few)) / multiplications(shapeOf(large, many)),
      prepare: () => sides(own, large, many, own, small, few, pass),
    }))
  );
  return [...against, matrixProduct(own), ...growing];
}

function shapeOf([size, inputs, outputs, side, stride]: Site, batch: number): ConvShape {
  const filter = [side, side, inputs, outputs];
  return convShape([batch, size, size, inputs], filter, { stride, padding: (side - 1) / 2 });
}

function about(site: Site, batch: number, pass: Pass) {
  const [size, inputs, outputs, side, stride] = site;
  return {
    name: `${short[pass]} ${side}x${side}${stride > 1 ? "/2" : ""} to ${outputs}`,
    engine: "webgpu",
    shape: [batch, size, size, inputs],
    operations: 2 * multiplications(shapeOf(site, batch)),
  } as const;
}

/** A product of matrices with as many multiplications as the second convolution has, against that. */
function matrixProduct(own: Convolution): Case {
  const [rows, inner, columns] = [4096, 576, 64], site = sites[1]!;
  return {
    suite: "conv",
    name: "matMul() of tfjs",
    engine: "webgpu",
    shape: [1, rows, inner, columns],
    operations: 2 * rows * inner * columns,
    against: "forward 3x3 to 64",
    prepare() {
      const [a, b] = [tf.randomUniform([rows, inner]), tf.randomUniform([inner, columns])];
      const { subject, dispose } = sides(own, site, 4, own, site, 4, "forward");
      return {
        subject: deviceTurn(() => [tf.matMul(a, b)]),
        yardstick: subject,
        dispose() {
          dispose();
          tf.dispose([a, b]);
        },
      };
    },
  };
}

function sides(
  subject: Convolution,
  site: Site,
  batch: number,
  yardstick: Convolution,
  other: Site,
  otherBatch: number,
  pass: Pass,
) {
  const [one, two] = [
    turn(subject, shapeOf(site, batch), pass),
    turn(yardstick, shapeOf(other, otherBatch), pass),
  ];
  return {
    subject: one.turn,
    yardstick: two.turn,
    dispose() {
      one.dispose();
      two.dispose();
    },
  };
}

function turn(maths: Convolution, shape: ConvShape, pass: Pass) {
  const { batch, height, width, inChannels, outChannels, kernel, outHeight, outWidth } = shape;
  const images = tf.randomUniform([batch, height, width, inChannels]) as tf.Tensor4D;
  const filter = tf.randomUniform([kernel, kernel, inChannels, outChannels]) as tf.Tensor4D;
  const above = tf.randomUniform([batch, outHeight, outWidth, outChannels]) as tf.Tensor4D;
  const calls = {
    forward: () => maths.forward(shape, images, filter),
    inputGradient: () => maths.inputGradient(shape, above, filter),
    filterGradient: () => maths.filterGradient(shape, images, above),
  };
  return {
    turn: deviceTurn(() => [calls[pass]()]),
    dispose: () => tf.dispose([images, filter, above]),
  };
}
