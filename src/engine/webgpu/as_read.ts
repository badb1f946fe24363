import * as tf from "@tensorflow/tfjs";
import type { ImageShape } from "../../batch.ts";
import type { PassPlan } from "../../draw.ts";
import type { Kernel } from "../../webgpu/kernel.ts";
import { AS_IT_IS } from "../as_read.ts";
import { lerp } from "./blend.ts";
import { Row } from "./rows.ts";
import { runsOf, THREADS } from "./runs.ts";
import { readSource, type Source } from "./source.ts";

/** A kernel that makes every sample's anchor or partner as it is read, `[samples, h, w, c]`: as `seeImages()` on the host. */
export function asReadKernel(
  of: "anchor" | "partner",
  images: Source,
  rows: tf.Tensor,
  { placements }: PassPlan,
  shape: ImageShape,
  stride: number,
): Kernel {
  const [samples, height, width, channels] = shape;
  const runs = runsOf([height, width]);
  const placed = of === "partner" && placements.length > 0
    ? placements
    : Float32Array.from({ length: 7 * samples }, (_, i) => AS_IT_IS[i % 7]!);
  const each = (text: (c: number) => string) =>
    Array.from({ length: channels }, (_, c) => text(c)).join("\n    ");
  /** Reads the pixels of a corner, where it has a share and is in the image. */
  const corner = (name: string, x: string, y: string, share: string) =>
    `${each((c) => `var ${name}${c} = 0.0;`)}
    let ${name} = placeOf(i32(${x}), i32(${y}));
    if (${name} >= 0 && ${share}) { ${each((c) => `${name}${c} = imagesAt(${name} + ${c});`)} }`;
  return {
    key: `miamix ${of} as read ${shape.slice(1)} ${stride} ${images.bytes}`,
    output: [...shape],
    dtype: "float32",
    dispatch: [runs.groups, samples, 1],
    workgroup: THREADS,
    uniforms: { places: runs.places },
    inputs: { images: images.pixels, plan: rows, placements: tf.tensor1d(placed) },
    code: `
${lerp("f32")}
${readSource("images", images)}
/** The two pixels along a side that a point is between, and the share of the first. */
fn neighbours(point : f32, last : i32, linear : bool) -> vec3<f32> {
  let start = select(floor(point), point - 0.5, linear);
  let first = floor(start);
  return vec3<f32>(clamp(first, 0.0, f32(last)), clamp(first + 1.0, 0.0, f32(last)), 1.0 - (start - first));
}

/** The view of a sample, loaded once for all pixels of a run. */
var<private> image : i32;
var<private> dx : i32;
var<private> dy : i32;
var<private> mirrored : bool;

/** The place of a pixel of the view among all numbers; -1 outside of the image. */
fn placeOf(x : i32, y : i32) -> i32 {
  let column = select(x, ${width - 1} - x, mirrored) + dx;
  let line = y + dy;
  let outside = column < 0 || column >= ${width} || line < 0 || line >= ${height};
  return select(((image * ${height} + line) * ${width} + column) * ${channels}, -1, outside);
}

fn main(_index : i32) {
  let n = i32(workgroupId.y);
  let row = n * ${stride};
  let view = row + ${of === "partner" ? Row.partnerView : Row.anchorView};
  image = ${of === "partner" ? "i32(plan[row])" : "n"};
  dx = i32(plan[view]);
  dy = i32(plan[view + 1]);
  mirrored = plan[view + 2] > 0.0;
  let at = n * 7;
  let linear = placements[at + 6] > 0.0;
  let xx = placements[at];
  let xy = placements[at + 1];
  let x0 = placements[at + 2];
  let yx = placements[at + 3];
  let yy = placements[at + 4];
  let y0 = placements[at + 5];
  ${
      runs.along(`let x = f32(column) + 0.5;
    let y = f32(line) + 0.5;
    let out = (n * ${runs.places} + place) * ${channels};
    let u = neighbours(xx * x + xy * y + x0, ${width - 1}, linear);
    let v = neighbours(yx * x + yy * y + y0, ${height - 1}, linear);
    ${corner("a", "u.x", "v.x", "true")}
    ${corner("b", "u.y", "v.x", "u.z != 1.0")}
    ${corner("d", "u.x", "v.y", "v.z != 1.0")}
    ${corner("e", "u.y", "v.y", "u.z != 1.0 && v.z != 1.0")}
    ${each((c) => `result[out + ${c}] = lerp(v.z, lerp(u.z, a${c}, b${c}), lerp(u.z, d${c}, e${c}));`)}`)
    }
}`,
  };
}
