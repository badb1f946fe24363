import type { Buffer, Kernel } from "../../../../device/mod.ts";
import type { ImageShape } from "../../../../batch.ts";
import { choosePartner, readPlaced, readPlacedPixels } from "../../wgsl/read_placed.ts";
import { runsOf, THREADS } from "../../layout/runs.ts";
import { readSource, type Source } from "../../wgsl/source.ts";
import { lanesFor, lanesSource } from "../../wgsl/print.ts";
import { each } from "../../wgsl/text.ts";

/**
 * A kernel that makes every sample's partner as it is placed, `[samples, h, w, c]`: as `seeImages()` on the host.
 *
 * - Reads `images`; `plan`.
 * - Writes images `[samples, height, width, channels]`.
 * - Read by the kernels that find peaks, and the blend.
 *
 * @param own Whether each sample has an image of its own, which was read through its view before.
 */
export function placeKernel(
  images: Source,
  { table, stride }: { readonly table: Buffer; readonly stride: number },
  own: boolean,
  shape: ImageShape,
): Kernel {
  const [samples, height, width, channels] = shape;
  const lanes = lanesFor(width), runs = runsOf([height, width], lanes);
  return {
    key: `miamix placed ${shape.slice(1)} ${stride} ${images.bytes} ${own}`,
    output: [...shape],
    dtype: "float32",
    dispatch: [runs.groups, samples, 1],
    workgroup: THREADS,
    lanes,
    uniforms: { places: runs.places },
    inputs: { images: images.pixels, plan: table },
    inputLanes: { images: 1, plan: 1 },
    code: () => `
${lanesSource(lanes)}
${readSource("images", images)}
${readPlaced("images", shape)}

fn main(_index : i32) {
  let n = i32(workgroupId.y);
  let row = n * ${stride};
  ${choosePartner(own, stride)}
  ${
      runs.along(`${each(channels, (i) => `var pixels${i} = V(0.0);`)}
    ${readPlacedPixels(lanes, channels, (i) => `pixels${i}`)}
    let out = (n * ${runs.places} + place) * ${channels};
    ${each(channels, (i) => `result[out + ${i}] = pixels${i};`)}`)
    }
}`,
  };
}
