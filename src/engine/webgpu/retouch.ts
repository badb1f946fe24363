import * as tf from "@tensorflow/tfjs";
import type { ImageShape } from "../../batch.ts";
import { demand } from "../../demand.ts";
import type { Retouch, RetouchStep } from "../../pair/mod.ts";
import type { Kernel } from "../../webgpu/kernel.ts";

/** One workgroup retouches one image. */
const THREADS = 256;

/** Software adapters end an invocation after 65,535 turns of its loops; an image of so many pixels stays below that. */
const MOST_PIXELS = 2 ** 19;

/** What a step is on the device: its number, and up to six numbers more. */
const STEP = 7;

/**
 * A kernel that retouches images, as `retouch()` on the host: `[samples, 3 · h · w · c]`, of which the first third is the
 * image and the rest scratch.
 *
 * @param images Pixels in `[0, 1]`, flat.
 */
export function retouchKernel(
  images: tf.Tensor,
  retouches: readonly (Retouch | undefined)[],
  [samples, height, width, channels]: ImageShape,
): Kernel {
  const pixels = height * width, numbers = pixels * channels;
  demand(
    pixels <= MOST_PIXELS,
    "retouch images on the device",
    `they must have at most ${MOST_PIXELS} pixels`,
    pixels,
  );
  const chains = Math.max(1, ...retouches.map((one) => one?.chains.length ?? 0));
  const depth = Math.max(
    1,
    ...retouches.flatMap((one) => one?.chains.map(({ steps }) => steps.length) ?? []),
  );
  const stride = 1 + chains * (1 + depth * STEP);
  const plan = new Float32Array(samples * stride);
  for (const [n, one] of retouches.entries()) {
    plan[n * stride] = one?.share ?? 0;
    for (const [i, { weight, steps }] of (one?.chains ?? []).entries()) {
      const at = n * stride + 1 + i * (1 + depth * STEP);
      plan[at] = Math.fround(weight) / 255;
      for (const [k, step] of steps.entries()) plan.set(stepNumbers(step), at + 1 + k * STEP);
    }
  }
  const each = `for (var p = t; p < ${pixels}; p += ${THREADS})`;
  const channel = (text: (c: number) => string) =>
    Array.from({ length: channels }, (_, c) => text(c)).join("\n        ");
  return {
    key: `miamix retouch ${height}x${width}x${channels} ${chains} ${depth}`,
    output: [samples, 3 * numbers],
    dtype: "float32",
    dispatch: [samples, 1, 1],
    workgroup: THREADS,
    uniforms: { stride },
    inputs: { images, plan: tf.tensor1d(plan) },
    code: `
var<workgroup> counts : array<atomic<i32>, ${256 * channels}>;
var<workgroup> made : array<i32, ${256 * channels}>;

/** What each byte of a channel becomes. */
fn look(op : i32, number : i32, channel : i32) {
  let first = channel * 256;
  var low = 255;
  var high = 0;
  var total = 0;
  for (var v = 0; v < 256; v++) {
    let count = atomicLoad(&counts[first + v]);
    total += count;
    if (count > 0) {
      low = min(low, v);
      high = v;
    }
  }
  let room = max(high - low, 1);
  let step = (total - atomicLoad(&counts[first + high])) / 255;
  var below = step / 2;
  for (var v = 0; v < 256; v++) {
    var to = v;
    if (op == 1 && high > low) { to = clamp(255 * (v - low) / room, 0, 255); }
    if (op == 2 && step > 0 && high > low) { to = min(255, below / max(step, 1)); }
    if (op == 3) { to = v & number; }
    if (op == 4 && v >= number) { to = 255 - v; }
    made[first + v] = to;
    below += atomicLoad(&counts[first + v]);
  }
}

fn main(_index : i32) {
  let t = i32(localIndex);
  let n = i32(workgroupId.x);
  let image = n * ${numbers};
  let sum = n * ${3 * numbers};
  let row = n * uniforms.stride;
  ${each} {
        ${channel((c) => `result[sum + p * ${channels} + ${c}] = 0.0;`)}
  }
  for (var chain = 0; chain < ${chains}; chain++) {
    let own = row + 1 + chain * ${1 + depth * STEP};
    var source = sum + ${numbers};
    var sink = sum + ${2 * numbers};
    ${each} {
        ${
      channel((c) =>
        `result[source + p * ${channels} + ${c}] = floor(images[image + p * ${channels} + ${c}] * 255.0 + 0.5);`
      )
    }
    }
    storageBarrier();
    for (var k = 0; k < ${depth}; k++) {
      let at = own + 1 + k * ${STEP};
      let op = i32(plan[at]);
      for (var v = t; v < ${256 * channels}; v += ${THREADS}) { atomicStore(&counts[v], 0); }
      workgroupBarrier();
      ${each} {
        ${channel((c) => `atomicAdd(&counts[${256 * c} + i32(result[source + p * ${channels} + ${c}])], 1);`)}
      }
      workgroupBarrier();
      if (t < ${channels}) { look(op, i32(plan[at + 1]), t); }
      workgroupBarrier();
      ${each} {
        if (op != 5) {
        ${
      channel((c) =>
        `result[sink + p * ${channels} + ${c}] = f32(made[${
          256 * c
        } + i32(result[source + p * ${channels} + ${c}])]);`
      )
    }
        } else {
        let x = f32(p % ${width}) + 0.5;
        let y = f32(p / ${width}) + 0.5;
        let u = plan[at + 1] * x + plan[at + 2] * y + plan[at + 3];
        let v = plan[at + 4] * x + plan[at + 5] * y + plan[at + 6];
        let inside = u >= 0.0 && u < ${width}.0 && v >= 0.0 && v < ${height}.0;
        let left = floor(u - 0.5);
        let top = floor(v - 0.5);
        let shareX = u - 0.5 - left;
        let shareY = v - 0.5 - top;
        let x0 = clamp(i32(left), 0, ${width - 1});
        let x1 = clamp(i32(left) + 1, 0, ${width - 1});
        let y0 = source + clamp(i32(top), 0, ${height - 1}) * ${width * channels};
        let y1 = source + clamp(i32(top) + 1, 0, ${height - 1}) * ${width * channels};
        ${
      channel((c) =>
        `let a${c} = result[y0 + x0 * ${channels} + ${c}];
        let b${c} = result[y1 + x0 * ${channels} + ${c}];
        let upper${c} = a${c} + shareX * (result[y0 + x1 * ${channels} + ${c}] - a${c});
        let lower${c} = b${c} + shareX * (result[y1 + x1 * ${channels} + ${c}] - b${c});
        let both${c} = floor(upper${c} + shareY * (lower${c} - upper${c}) + 0.5);
        result[sink + p * ${channels} + ${c}] = select(0.0, both${c}, inside);`
      )
    }
        }
      }
      storageBarrier();
      let before = source;
      source = sink;
      sink = before;
    }
    ${each} {
        ${
      channel((c) =>
        `result[sum + p * ${channels} + ${c}] += plan[own] * result[source + p * ${channels} + ${c}];`
      )
    }
    }
    storageBarrier();
  }
  ${each} {
        ${
      channel((c) =>
        `let clean${c} = images[image + p * ${channels} + ${c}];
        result[sum + p * ${channels} + ${c}] = clean${c} + plan[row] * (result[sum + p * ${channels} + ${c}] - clean${c});`
      )
    }
  }
}`,
  };
}

function stepNumbers(step: RetouchStep): readonly number[] {
  switch (step.op) {
    case "autocontrast":
      return [1];
    case "equalize":
      return [2];
    case "posterize":
      return [3, 256 - 2 ** (8 - step.bits)];
    case "solarize":
      return [4, step.threshold];
    case "affine":
      return [5, step.xx, step.xy, step.x0, step.yx, step.yy, step.y0];
  }
}
