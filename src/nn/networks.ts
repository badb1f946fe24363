import { demand } from "../demand.ts";
import type { Key } from "../random/mod.ts";
import { convnetS } from "./convnet_s.ts";
import type { Network, NetworkOptions } from "./network.ts";
import { resnet18 } from "./resnet18.ts";
import { resnet20 } from "./resnet20.ts";
import { resnext50 } from "./resnext50.ts";
import { small } from "./small.ts";

/** A named network. */
export interface Architecture {
  /** What it is, in a line. */
  readonly summary: string;
  /** Builds it with weights drawn from a key. */
  build(options: NetworkOptions, from: Key): Network;
}

/** Every network by name. */
export const networks: Readonly<Record<string, Architecture>> = {
  small: { summary: "a residual network of 3 blocks", build: small },
  "convnet-s": { summary: "3 convolutions with max pooling", build: convnetS },
  resnet20: { summary: "ResNet-20 for small images, 0.27 million parameters", build: resnet20 },
  resnet18: { summary: "ResNet-18 for small images, 11.2 million parameters", build: resnet18 },
  "resnet18-stride2": {
    summary: "resnet18 with stride 2 at the start: a quarter of the cost, for 64x64",
    build: (options, from) => resnet18(options, from, { stemStride: 2 }),
  },
  resnext50: { summary: "ResNeXt-50 (32x4d) for small images, 23.0 million parameters", build: resnext50 },
};

/**
 * Builds a network by name.
 *
 * @throws {RangeError} If there is no such network, or an option is out of its range.
 */
export function network(name: string, options: NetworkOptions, from: Key): Network {
  const action = `build the network ${name}`;
  const known = networks[name];
  demand(
    known !== undefined,
    "build a network",
    `its name must be one of ${Object.keys(networks).join(", ")}`,
    name,
  );
  const { size, channels, classes, mean, std } = options;
  demand(
    size.every((side) => Number.isInteger(side) && side >= 8),
    action,
    "images must have sides >= 8",
    size,
  );
  demand(Number.isInteger(classes) && classes >= 1, action, "classes must be an integer >= 1", classes);
  demand(
    mean.length === channels && std.length === channels,
    action,
    `there must be ${channels} means and deviations`,
    [
      mean.length,
      std.length,
    ],
  );
  demand(std.every((deviation) => deviation > 0), action, "deviations must be > 0", std);
  return known.build(options, from);
}
