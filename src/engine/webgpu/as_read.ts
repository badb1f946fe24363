import * as tf from "@tensorflow/tfjs";
import type { ImageShape } from "../../batch.ts";
import type { PassPlan } from "../../draw.ts";
import type { Kernel } from "../../webgpu/kernel.ts";
import { lerp } from "./blend.ts";
import { Row } from "./rows.ts";

const THREADS = 64;

/** A kernel that makes every sample's partner as it is read, `[samples, h, w, c]`: as `asRead()` on the host. */
export function asReadKernel(
  partners: tf.Tensor,
  rows: tf.Tensor,
  { placements }: PassPlan,
  shape: ImageShape,
  stride: number,
): Kernel {
  const [samples, height, width, channels] = shape;
  const pixels = height * width;
  const each = (text: (c: number) => string) =>
    Array.from({ length: channels }, (_, c) => text(c)).join("\n  ");
  return {
    key: `miamix as read ${height}x${width}x${channels} ${stride}`,
    output: [...shape],
    dtype: "float32",
    dispatch: [Math.ceil(pixels / THREADS), samples, 1],
    workgroup: THREADS,
    uniforms: { pixels },
    inputs: { partners, plan: rows, placements: tf.tensor1d(placements) },
    code: `
${lerp}
/** The two pixels along a side that a point is between, and the share of the first. */
fn neighbours(point : f32, last : i32, linear : bool) -> vec3<f32> {
  let start = select(floor(point), point - 0.5, linear);
  let first = floor(start);
  return vec3<f32>(clamp(first, 0.0, f32(last)), clamp(first + 1.0, 0.0, f32(last)), 1.0 - (start - first));
}

/** The place of a pixel of a view among all numbers; -1 outside of the image. */
fn placeOf(row : i32, x : i32, y : i32) -> i32 {
  let view = row + ${Row.partnerView};
  let column = select(x, ${width - 1} - x, plan[view + 2] > 0.0) + i32(plan[view]);
  let line = y + i32(plan[view + 1]);
  let outside = column < 0 || column >= ${width} || line < 0 || line >= ${height};
  return select(((i32(plan[row]) * ${height} + line) * ${width} + column) * ${channels}, -1, outside);
}

fn valueOf(place : i32, c : i32) -> f32 {
  return select(0.0, f32(partners[max(place, 0) + c]), place >= 0);
}

fn main(_index : i32) {
  let n = i32(workgroupId.y);
  let pixel = i32(workgroupId.x) * ${THREADS} + i32(localIndex);
  if (pixel >= uniforms.pixels) { return; }
  let row = n * ${stride};
  let at = n * 7;
  let x = f32(pixel % ${width}) + 0.5;
  let y = f32(pixel / ${width}) + 0.5;
  let linear = placements[at + 6] > 0.0;
  let u = neighbours(placements[at] * x + placements[at + 1] * y + placements[at + 2], ${width - 1}, linear);
  let v = neighbours(placements[at + 3] * x + placements[at + 4] * y + placements[at + 5], ${
      height - 1
    }, linear);
  let a = placeOf(row, i32(u.x), i32(v.x));
  let b = placeOf(row, i32(u.y), i32(v.x));
  let d = placeOf(row, i32(u.x), i32(v.y));
  let e = placeOf(row, i32(u.y), i32(v.y));
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
