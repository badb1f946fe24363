import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

/** How the work of a convolution is cut up. */
export interface Tile {
  /** Pixels that an invocation computes. */
  readonly pixels: number;
  /** Most channels that an invocation computes, in fours. */
  readonly quads: number;
  /** How many invocations keep the device busy. */
  readonly invocations: number;
}

/**
 * Reading memory is so slow on software adapters that large tiles pay, although their sums do not fit into registers; it takes
 * few invocations to keep a processor busy. Graphics processors need many invocations of few registers.
 */
const tiles = {
  software: { pixels: 16, quads: 4, invocations: 512 },
  hardware: { pixels: 8, quads: 2, invocations: 16384 },
} as const;

/** The tile that suits a device. It has no influence on results but for the order of the sums of filter gradients. */
export function tileOf({ device }: WebGPUBackend): Tile {
  return device.adapterInfo?.isFallbackAdapter === true ? tiles.software : tiles.hardware;
}

/** The most channels, in fours, that a tile can have where a group has so many channels. */
export function quadsOf({ quads }: Tile, channels: number): number {
  return Array.from({ length: quads }, (_, i) => quads - i).find((q) => channels / 4 % q === 0)!;
}
