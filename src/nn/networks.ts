import { demand } from "../demand.ts";
import type { Key } from "../random/mod.ts";
import { convnetS } from "./convnet_s.ts";
import type { Network, NetworkOptions } from "./network.ts";
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
