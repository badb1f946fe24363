import * as tf from "@tensorflow/tfjs";
import type { ImageShape } from "../../batch.ts";
import type { PassPlan } from "../../draw.ts";
import type { Kernel } from "../../webgpu/kernel.ts";
import { AS_IT_IS } from "../as_read.ts";
import { lerp } from "./blend.ts";
import { Row } from "./rows.ts";

const THREADS = 64;

/** A kernel that makes every sample's anchor or partner as it is read, `[samples, h, w, c]`: as `asRead()` on the host. */
export function asReadKernel(
  of: "anchor" | "partner",
  images: tf.Tensor,
  rows: tf.Tensor,
  { placements }: PassPlan,
  shape: ImageShape,
  stride: number,
): Kernel {
  const [samples, height, width, channels] = shape;
  const pixels = height * width;
  const placed = of === "partner" && placements.length > 0
    ? placements
    : Float32Array.from({ length: 7 * samples }, (_, i) => AS_IT_IS[i % 7]!);
  const each = (text: (c: number) => string) =>
    Array.from({ length: channels }, (_, c) => text(c)).join("\n  ");
  return {
    key: `miamix ${of} as read ${height}x${width}x${channels} ${stride}`,
    output: [...shape],
    dtype: "float32",
    dispatch: [Math.ceil(pixels / THREADS), samples, 1],
    workgroup: THREADS,
    uniforms: { pixels },
    inputs: { images, plan: rows, placements: tf.tensor1d(placed) },
    code: `
${lerp}
/** The two pixels along a side that a point is between, and the share of the first. */
fn neighbours(point : f32, last : i32, linear : bool) -> vec3<f32> {
  let start = select(floor(point), point - 0.5, linear);
  let first = floor(start);
  return vec3<f32>(clamp(first, 0.0, f32(last)), clamp(first + 1.0, 0.0, f32(last)), 1.0 - (start - first));
}

/** The place of a pixel of a view among all numbers; -1 outside of the image. */
fn placeOf(n : i32, x : i32, y : i32) -> i32 {
  let row = n * ${stride};
  let image = ${of === "partner" ? "i32(plan[row])" : "n"};
  let view = row + ${of === "partner" ? Row.partnerView : Row.anchorView};
  let column = select(x, ${width - 1} - x, plan[view + 2] > 0.0) + i32(plan[view]);
  let line = y + i32(plan[view + 1]);
  let outside = column < 0 || column >= ${width} || line < 0 || line >= ${height};
  return select(((image * ${height} + line) * ${width} + column) * ${channels}, -1, outside);
}

fn valueOf(place : i32, c : i32) -> f32 {
  return select(0.0, f32(images[max(place, 0) + c]), place >= 0);
}

fn main(_index : i32) {
  let n = i32(workgroupId.y);
  let pixel = i32(workgroupId.x) * ${THREADS} + i32(localIndex);
  if (pixel >= uniforms.pixels) { return; }
  let at = n * 7;
  let x = f32(pixel % ${width}) + 0.5;
  let y = f32(pixel / ${width}) + 0.5;
  let linear = placements[at + 6] > 0.0;
  let u = neighbours(placements[at] * x + placements[at + 1] * y + placements[at + 2], ${width - 1}, linear);
  let v = neighbours(placements[at + 3] * x + placements[at + 4] * y + placements[at + 5], ${
      height - 1
    }, linear);
  let a = placeOf(n, i32(u.x), i32(v.x));
  let b = placeOf(n, i32(u.y), i32(v.x));
  let d = placeOf(n, i32(u.x), i32(v.y));
  let e = placeOf(n, i32(u.y), i32(v.y));
  let out = (n * ${pixels} + pixel) * ${channels};
  ${
      each((c) =>
        `result[out + ${c}] = lerp(v.z, lerp(u.z, valueOf(a, ${c}), valueOf(b, ${c})), ` +
        `lerp(u.z, valueOf(d, ${c}), valueOf(e, ${c})));`
      )
    }
}`,
  };
}
