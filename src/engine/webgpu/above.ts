import * as tf from "@tensorflow/tfjs";
import { band, type NoiseField } from "../../mask/field.ts";
import type { Kernel } from "../../webgpu/kernel.ts";
import { pixelsBelow, waves } from "../noise.ts";

/** Columns that an invocation adds up side by side: the amplitudes of the waves are read once for all of them. */
const COLUMNS = 4;

/** Lines after which waves are looked up again instead of turned on, so that rounding does not add up. */
const LINES = 32;

/** Pixels in one turn of a loop over all pixels: software adapters end an invocation after 65,535 turns of its loops. */
const UNROLL = 4;

/** Bits of the whole numbers that order pixels: of their noise, and of their places for equal noise. */
const KEY_BITS = 32, PLACE_BITS = 24;

/**
 * A kernel that cuts noise fields at levels, among the made rasters: 1 at the pixels whose rank is at least the level, 0
 * at the others. So a comparison of the raster with the level gives what it gives for ranks, without ordering all
 * pixels.
 *
 * A workgroup makes one raster. It adds the waves, and finds the pixel at the level digit by digit: it counts the
 * digits of the pixels that agree with what is known, until one is left.
 */
export function aboveKernel(
  noise: readonly NoiseField[],
  levels: Float32Array,
  made: tf.Tensor,
  [height, width]: readonly [height: number, width: number],
): Kernel {
  const pixels = height * width;
  const bandX = band(width), bandY = band(height);
  const digitBits = pixels <= 4096 ? 8 : 11, buckets = 2 ** digitBits;
  const threads = Math.min(128, Math.max(8, 2 ** Math.ceil(Math.log2(width / COLUMNS))));
  const perThread = buckets / threads;
  const keyRounds = Math.ceil(KEY_BITS / digitBits), rounds = keyRounds + Math.ceil(PLACE_BITS / digitBits);
  const along = waves(width), down = waves(height);
  const sinX = along.cos.length,
    cosY = 2 * sinX,
    sinY = cosY + down.cos.length,
    records = sinY + down.sin.length;
  const waveNumbers = 4 * (bandX + 1) * (bandY + 1), record = waveNumbers + 2;
  const table = new Float32Array(records + noise.length * record);
  for (const [at, part] of [[0, along.cos], [sinX, along.sin], [cosY, down.cos], [sinY, down.sin]] as const) {
    table.set(part, at);
  }
  for (const [i, { amplitudes }] of noise.entries()) {
    const at = records + i * record;
    table.set(pairUp(amplitudes, bandX, bandY), at);
    table[at + waveNumbers] = scaleOf(amplitudes);
    table[at + waveNumbers + 1] = pixelsBelow(levels[i]!, pixels);
  }
  const everyY = (text: (k: number) => string) =>
    Array.from({ length: bandY + 1 }, (_, k) => text(k)).join("\n        ");
  const alongX = (k: string, from: number) =>
    `vec4<f32>(${
      Array.from({ length: COLUMNS }, (_, i) =>
        `table[${from} + ${k} * ${width} + min(x + ${i}, ${width - 1})]`)
        .join(", ")
    })`;
  const turn = (k: number) =>
    `{
          let turned = wave${k} * ${turnOf(k, height, Math.cos)} + quarter${k} * ${
      turnOf(k, height, Math.sin)
    };
          quarter${k} = quarter${k} * ${turnOf(k, height, Math.cos)} - wave${k} * ${
      turnOf(k, height, Math.sin)
    };
          wave${k} = turned;
        }`;
  return {
    key: `miamix above ${height}x${width}`,
    output: made.shape,
    into: made,
    dtype: "float32",
    dispatch: [noise.length, 1, 1],
    workgroup: threads,
    uniforms: { pixels },
    inputs: { table: tf.tensor1d(table) },
    code: `
var<workgroup> counts : array<atomic<u32>, ${buckets}>;
var<workgroup> sums : array<u32, ${threads}>;
/** The digit that was found, how many pixels with smaller ones are left to pass, and how many have it. */
var<workgroup> found : vec3<u32>;

fn keyOf(value : f32, scale : f32) -> u32 { return bitcast<u32>(i32(value * scale)) ^ 0x80000000u; }

fn main(_index : i32) {
  let t = i32(localIndex);
  let begin = ${records} + i32(workgroupId.x) * ${record};
  let out = i32(workgroupId.x) * uniforms.pixels;
  let scale = table[begin + ${waveNumbers}];
  let below = u32(table[begin + ${waveNumbers + 1}]);
  for (var i = t; i < ${buckets}; i += ${threads}) { atomicStore(&counts[i], 0u); }
  workgroupBarrier();
  for (var x = ${COLUMNS} * t; x < ${width}; x += ${COLUMNS * threads}) {
    ${everyY((k) => `var even${k} = vec4<f32>(0.0);\n    var odd${k} = vec4<f32>(0.0);`)}
    for (var kx = 0; kx < ${bandX + 1}; kx++) {
      let c = ${alongX("kx", 0)};
      let s = ${alongX("kx", sinX)};
      let at = begin + kx * ${4 * (bandY + 1)};
      ${
      everyY((k) =>
        `even${k} += table[at + ${4 * k}] * c + table[at + ${4 * k + 1}] * s;\n      ` +
        `odd${k} += table[at + ${4 * k + 2}] * s + table[at + ${4 * k + 3}] * c;`
      )
    }
    }
    for (var first = 0; first < ${height}; first += ${LINES}) {
      ${
      everyY((k) =>
        `let c${k} = table[${cosY + k * height} + first];\n      ` +
        `let s${k} = table[${sinY + k * height} + first];\n      ` +
        `var wave${k} = even${k} * c${k} + odd${k} * s${k};\n      ` +
        `var quarter${k} = odd${k} * c${k} - even${k} * s${k};`
      )
    }
      for (var y = first; y < min(first + ${LINES}, ${height}); y++) {
        let values = ${Array.from({ length: bandY + 1 }, (_, k) => `wave${k}`).join(" + ")};
        ${
      Array.from({ length: COLUMNS }, (_, i) =>
        `if (x + ${i} < ${width}) {
          result[out + y * ${width} + x + ${i}] = values[${i}];
          atomicAdd(&counts[keyOf(values[${i}], scale) >> ${KEY_BITS - digitBits}u], 1u);
        }`).join("\n        ")
    }
        ${everyY(turn)}
      }
    }
  }
  storageBarrier();
  var passed = min(below, ${pixels - 1}u);
  var keyMask = 0u;
  var key = 0u;
  var placeMask = 0u;
  var place = 0u;
  for (var round = 0; round < ${rounds}; round++) {
    let ofKey = round < ${keyRounds};
    let shift = u32(max(0, select(${PLACE_BITS} - ${digitBits} * (round - ${keyRounds} + 1), ${KEY_BITS} - ${digitBits} * (round + 1), ofKey)));
    if (round > 0) {
      for (var i = t; i < ${buckets}; i += ${threads}) { atomicStore(&counts[i], 0u); }
      workgroupBarrier();
      for (var first = ${UNROLL} * t; first < ${pixels}; first += ${UNROLL * threads}) {
        ${
      Array.from({ length: UNROLL }, (_, k) =>
        `if (first + ${k} < ${pixels}) {
          let own = keyOf(result[out + first + ${k}], scale);
          let pixel = u32(first + ${k});
          if ((own & keyMask) == key && (pixel & placeMask) == place) {
            atomicAdd(&counts[(select(pixel, own, ofKey) >> shift) & ${buckets - 1}u], 1u);
          }
        }`).join("\n        ")
    }
      }
    }
    workgroupBarrier();
    var total = 0u;
    for (var i = 0; i < ${perThread}; i++) { total += atomicLoad(&counts[t * ${perThread} + i]); }
    sums[t] = total;
    workgroupBarrier();
    if (t == 0) {
      var left = passed;
      var digit = 0;
      for (; digit < ${threads - 1} && sums[digit] <= left; digit++) { left -= sums[digit]; }
      digit *= ${perThread};
      for (; digit < ${
      buckets - 1
    } && atomicLoad(&counts[digit]) <= left; digit++) { left -= atomicLoad(&counts[digit]); }
      found = vec3<u32>(u32(digit), left, atomicLoad(&counts[digit]));
    }
    let now = workgroupUniformLoad(&found);
    passed = now.y;
    let mask = ${buckets - 1}u << shift;
    if (ofKey) {
      keyMask |= mask;
      key = (key & ~mask) | (now.x << shift);
    } else {
      placeMask |= mask;
      place = (place & ~mask) | (now.x << shift);
    }
    if (now.z <= 1u) { break; }
  }
  for (var first = ${UNROLL} * t; first < ${pixels}; first += ${UNROLL * threads}) {
    ${
      Array.from({ length: UNROLL }, (_, k) =>
        `if (first + ${k} < ${pixels}) {
      let own = keyOf(result[out + first + ${k}], scale) & keyMask;
      let above = own > key || (own == key && (u32(first + ${k}) & placeMask) >= place);
      result[out + first + ${k}] = select(0.0, 1.0, above && below < ${pixels}u);
    }`).join("\n    ")
    }
  }
}`,
  };
}

/** A literal for a function of the angle by which wave `k` turns from one line to the next. */
function turnOf(k: number, height: number, of: (angle: number) => number): string {
  return `f32(${Math.fround(of(2 * Math.PI * k / height))})`;
}

/**
 * The amplitudes of the waves with `ky` and `-ky` cycles taken together, `[bandX + 1, bandY + 1, 4]`: what multiplies the
 * cosine and the sine along x, of their cosine down y, and then the sine and the cosine along x, of their sine down y.
 */
function pairUp(amplitudes: Float32Array, bandX: number, bandY: number): Float32Array {
  const paired = new Float32Array(4 * (bandX + 1) * (bandY + 1));
  for (let kx = 0, at = 0; kx <= bandX; kx++) {
    for (let k = 0; k <= bandY; k++, at += 4) {
      const up = 2 * ((bandY + k) * (bandX + 1) + kx), down = 2 * ((bandY - k) * (bandX + 1) + kx);
      const a = amplitudes[up]!, b = amplitudes[up + 1]!;
      const c = k === 0 ? 0 : amplitudes[down]!, d = k === 0 ? 0 : amplitudes[down + 1]!;
      paired[at] = a + c;
      paired[at + 1] = b + d;
      paired[at + 2] = c - a;
      paired[at + 3] = b - d;
    }
  }
  return paired;
}

/** What noise of these amplitudes is multiplied with to fill the range of whole numbers: a power of two, so it is exact. */
function scaleOf(amplitudes: Float32Array): number {
  let most = 0;
  for (let i = 0; i < amplitudes.length; i++) most += Math.abs(amplitudes[i]!);
  return most === 0 ? 1 : 2 ** (KEY_BITS - 2 - Math.ceil(Math.log2(most)));
}
