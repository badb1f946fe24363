import * as tf from "@tensorflow/tfjs";
import type { ImageShape } from "../../batch.ts";
import { demand } from "../../demand.ts";
import type { ContrastSaliency } from "../../mask/mod.ts";
import { type Kernel, roomFor } from "../../webgpu/kernel.ts";
import { lumaWeights } from "../saliency/luma.ts";

/** One workgroup looks at one image. */
const THREADS = 256;

/** Finds how light and how dark it gets. */
const LARGEST = `
  workgroupBarrier();
  for (var half = ${THREADS / 2}; half > 0; half /= 2) {
    if (t < half) {
      lightest[t] = max(lightest[t], lightest[t + half]);
      darkest[t] = max(darkest[t], darkest[t + half]);
    }
    workgroupBarrier();
  }
  let lights = lightest[0];
  let darks = darkest[0];
  workgroupBarrier();`;

/** Software adapters end an invocation after 65,535 turns of its loops; an image of so many pixels stays below that. */
const MOST_PIXELS = 2 ** 20;

/** A kernel gives this many numbers for an image besides its scratch: a column and a row. */
export const FOUND = 2;

/**
 * A kernel that finds where images are most salient, as `contrastOf()` on the host: `[samples, 3 · h · w + 2]`, of which
 * the last two are column and row, and the others scratch.
 *
 * @param images As they are read, flat.
 * @param samples Which of them to look at.
 */
export function contrastKernel(
  images: tf.Tensor,
  samples: readonly number[],
  [, height, width, channels]: ImageShape,
  { reaches, scale }: ContrastSaliency,
): Kernel {
  const pixels = height * width;
  demand(
    pixels <= MOST_PIXELS,
    "find a peak on the device",
    `images must have at most ${MOST_PIXELS} pixels`,
    pixels,
  );
  const weights = lumaWeights(channels);
  const each = `for (var i = t; i < ${pixels}; i += ${THREADS})`;
  return {
    key: `miamix contrast ${height}x${width}x${channels} ${reaches} ${scale}`,
    output: [roomFor(samples.length), 3 * pixels + FOUND],
    dtype: "int32",
    dispatch: [samples.length, 1, 1],
    workgroup: THREADS,
    uniforms: { stride: 3 * pixels + FOUND },
    inputs: { images, samples: tf.tensor1d([...samples], "int32") },
    code: `
var<workgroup> lows : array<f32, ${THREADS}>;
var<workgroup> highs : array<f32, ${THREADS}>;
var<workgroup> lightest : array<i32, ${THREADS}>;
var<workgroup> darkest : array<i32, ${THREADS}>;

fn lumaOf(place : i32) -> f32 {
  var sum = 0.0;
  ${[...weights].map((weight, c) => `sum = sum + ${weight} * f32(images[place + ${c}]);`).join("\n  ")}
  return sum;
}

/** The sum of a plane of integrals over what is left of and above a point. */
fn before(plane : i32, x : i32, y : i32) -> i32 {
  return select(0, result[plane + max(y - 1, 0) * ${width} + max(x - 1, 0)], x > 0 && y > 0);
}

/** How much lighter a pixel is than its surroundings. */
fn lighter(plane : i32, grey : i32, x : i32, y : i32, reach : i32) -> i32 {
  let left = max(x - reach + 1, 0);
  let right = min(x + reach + 1, ${width});
  let top = max(y - reach + 1, 0);
  let bottom = min(y + reach + 1, ${height});
  let count = (right - left) * (bottom - top);
  let sum = before(plane, right, bottom) - before(plane, right, top) - before(plane, left, bottom) + before(plane, left, top);
  return select((grey * count - sum) / max(count - 1, 1), 0, count == 1);
}

fn lineAt(line : i32, left : i32, x : i32, right : i32) -> i32 {
  return result[line + left] + 2 * result[line + x] + result[line + right];
}

fn soften(source : i32, sink : i32, t : i32) {
  ${each} {
    let x = i % ${width};
    let y = i / ${width};
    let left = max(x - 1, 0);
    let right = min(x + 1, ${width - 1});
    var sum = 8;
    ${
      [[-1, 1], [0, 2], [1, 1]].map(([k, weight]) => {
        const line = `clamp(y + ${k}, 0, ${height - 1}) * ${width}`;
        return `sum += ${weight} * lineAt(source + ${line}, left, x, right);`;
      }).join("\n    ")
    }
    result[sink + i] = sum >> 4u;
  }
}

fn main(_index : i32) {
  let t = i32(localIndex);
  let base = i32(workgroupId.x) * uniforms.stride;
  let spare = base + ${pixels};
  let both = base + ${2 * pixels};
  let image = samples[i32(workgroupId.x)] * ${pixels * channels};
  lows[t] = lumaOf(image);
  highs[t] = lows[t];
  ${each} {
    let value = lumaOf(image + i * ${channels});
    lows[t] = min(lows[t], value);
    highs[t] = max(highs[t], value);
  }
  workgroupBarrier();
  for (var half = ${THREADS / 2}; half > 0; half /= 2) {
    if (t < half) {
      lows[t] = min(lows[t], lows[t + half]);
      highs[t] = max(highs[t], highs[t + half]);
    }
    workgroupBarrier();
  }
  let low = lows[0];
  let range = highs[0] - low;
  let scale = select(0.0, 255.0 / range, range > 0.0);
  ${each} { result[base + i] = i32(floor((lumaOf(image + i * ${channels}) - low) * scale + 0.5)); }
  storageBarrier();
  soften(base, spare, t);
  storageBarrier();
  soften(spare, base, t);
  storageBarrier();
  for (var y = t; y < ${height}; y += ${THREADS}) {
    var sum = 0;
    for (var x = 0; x < ${width}; x++) {
      sum += result[base + y * ${width} + x];
      result[spare + y * ${width} + x] = sum;
    }
  }
  storageBarrier();
  for (var x = t; x < ${width}; x += ${THREADS}) {
    var sum = 0;
    for (var y = 0; y < ${height}; y++) {
      sum += result[spare + y * ${width} + x];
      result[spare + y * ${width} + x] = sum;
    }
  }
  storageBarrier();
  lightest[t] = 1;
  darkest[t] = 1;
  ${each} {
    let x = i % ${width};
    let y = i / ${width};
    let grey = result[base + i];
    var more = 0;
    var on = 0;
    var off = 0;
    ${
      reaches.map((reach) =>
        `more = lighter(spare, grey, x, y, ${reach});
    on += max(more, 0);
    off -= min(more, 0);`
      ).join("\n    ")
    }
    result[both + i] = (on << 16u) | off;
    lightest[t] = max(lightest[t], on);
    darkest[t] = max(darkest[t], off);
  }
${scale === "each" ? LARGEST : "workgroupBarrier();"}
  var best = -1;
  var place = 0;
  ${each} {
    let on = result[both + i] >> 16u;
    let off = result[both + i] & 0xffff;
    let salient = ${scale === "one" ? "on + off" : "255 * on / lights + 255 * off / darks"};
    if (salient > best) {
      best = salient;
      place = i;
    }
  }
  lightest[t] = best;
  darkest[t] = place;
  workgroupBarrier();
  for (var half = ${THREADS / 2}; half > 0; half /= 2) {
    if (t < half) {
      let other = lightest[t + half];
      if (other > lightest[t] || (other == lightest[t] && darkest[t + half] < darkest[t])) {
        lightest[t] = other;
        darkest[t] = darkest[t + half];
      }
    }
    workgroupBarrier();
  }
  if (t == 0) {
    result[both + ${pixels}] = darkest[0] % ${width};
    result[both + ${pixels + 1}] = darkest[0] / ${width};
  }
}`,
  };
}
