import type { Buffer } from "../../../device/mod.ts";
import { rasterInputs, type Rasters, rasterUniforms, readRasters } from "./rasters.ts";
import { type Lanes, lanesOf, lanesSource, type PrintedWgsl, shareAt } from "./print.ts";

/** What kernels evaluate the mask from. */
export interface MaskInputs {
  /** The table of a device plan. */
  readonly plan: Buffer;
  /** How many numbers a row of it has. */
  readonly stride: number;
  readonly mask: PrintedWgsl;
  /** The rasters that the mask reads, if it reads any. */
  readonly rasters: Rasters | undefined;
}

/** What a kernel adds to its own to evaluate the mask. */
export interface MaskParts {
  readonly code: string;
  readonly inputs: Readonly<Record<string, Buffer>>;
  readonly uniforms: Readonly<Record<string, number>>;
  /** How many neighbours are worked on at once. */
  readonly lanes: Lanes;
  /** How the rasters are bound. */
  readonly inputLanes: Readonly<Record<string, Lanes>>;
  /** What the code depends on, for the key of the kernel. */
  readonly key: string;
}

/** The mask as WGSL, and the rasters that it reads. */
export function maskParts(
  { mask, rasters, stride }: MaskInputs,
  size: readonly [height: number, width: number],
): MaskParts {
  const lanes = lanesOf(mask, size[1]);
  const read = mask.readsRasters ? rasters : undefined;
  return {
    code: [
      lanesSource(lanes),
      read === undefined ? "" : readRasters("made", read, size, lanes),
      mask.code,
      shareAt(mask, lanes),
    ].join("\n"),
    inputs: read === undefined ? {} : { made: read.made, ...rasterInputs(read) },
    uniforms: read === undefined ? {} : rasterUniforms(read),
    lanes,
    inputLanes: { made: lanes, given: lanes },
    key: `${size} ${stride} ${mask.first} ${rasters?.given === undefined} ${mask.code}`,
  };
}
