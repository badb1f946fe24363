import { type Buffer, flat, type Kernel, roomFor } from "../../../../device/mod.ts";
import { band, type NoiseField } from "../../../../mask/field.ts";
import { waves } from "../../../host/noise.ts";

/** One workgroup makes one raster. */
const THREADS = 128;

/**
 * Pixels in one turn of a sorting loop. Software adapters end an invocation after 65,535 turns of its loops; this keeps
 * the largest image that noise is drawn for, 2^21 pixels, below that.
 */
const UNROLL = 8;

function unrolled(count: number, statement: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => statement(i)).join("\n      ");
}

/**
 * A kernel that makes the ranks of noise fields, `[fields, 3, height · width]` of which the first plane holds each
 * pixel's rank and the others are scratch. It adds the waves, then sorts the pixels by a stable radix sort of four bits
 * at a time, so ranks are exact at every size and ties go to the earlier pixel.
 *
 * - Reads `amplitudes` of the waves, and a `table` of their cosines and sines.
 * - Writes ranks `[fields, 3, height · width]`.
 * - Read by `spread`.
 */
export function ranksKernel(noise: readonly NoiseField[], height: number, width: number): Kernel {
  const pixels = height * width;
  const bandX = band(width), bandY = band(height);
  const rows = 2 * bandY + 1, columns = bandX + 1;
  const amplitudes = new Float32Array(roomFor(noise.length) * rows * columns * 2);
  for (const [i, field] of noise.entries()) amplitudes.set(field.amplitudes, i * rows * columns * 2);
  const along = waves(width), down = waves(height);
  const sinX = along.cos.length, cosY = 2 * sinX, sinY = cosY + down.cos.length;
  const table = new Float32Array(sinY + down.sin.length);
  for (const [at, part] of [[0, along.cos], [sinX, along.sin], [cosY, down.cos], [sinY, down.sin]] as const) {
    table.set(part, at);
  }
  const chunk = Math.ceil(pixels / THREADS);
  return {
    key: `miamix ranks ${height}x${width}`,
    output: [roomFor(noise.length), 3, pixels],
    dtype: "int32",
    dispatch: [noise.length, 1, 1],
    workgroup: THREADS,
    uniforms: { stride: 3 * pixels },
    inputs: { amplitudes, table },
    code: () => `
var<workgroup> counts : array<u32, ${16 * THREADS}>;
var<workgroup> sums : array<u32, ${THREADS}>;

fn ascending(value : f32) -> u32 {
  let word = bitcast<u32>(value);
  return select(word | 0x80000000u, ~word, (word >> 31u) == 1u);
}

fn main(_index : i32) {
  let t = i32(localIndex);
  let number = i32(workgroupId.x);
  let keys = number * uniforms.stride;
  for (var y = t; y < ${height}; y += ${THREADS}) {
    var even : array<f32, ${columns}>;
    var odd : array<f32, ${columns}>;
    for (var kx = 0; kx < ${columns}; kx++) {
      var e = 0.0;
      var o = 0.0;
      for (var j = 0; j < ${rows}; j++) {
        let ky = abs(j - ${bandY});
        let wave = ((number * ${rows} + j) * ${columns} + kx) * 2;
        let a = amplitudes[wave];
        let b = amplitudes[wave + 1];
        let c = table[${cosY} + ky * ${height} + y];
        let s = f32(sign(j - ${bandY})) * table[${sinY} + ky * ${height} + y];
        e += a * c + b * s;
        o += b * c - a * s;
      }
      even[kx] = e;
      odd[kx] = o;
    }
    for (var x = 0; x < ${width}; x++) {
      var value = 0.0;
      ${
      unrolled(columns, (kx) =>
        `value += even[${kx}] * table[${kx * width} + x] + odd[${kx}] * table[${sinX + kx * width} + x];`)
    }
      result[keys + y * ${width} + x] = bitcast<i32>(ascending(value));
    }
  }
  for (var i = t; i < ${pixels}; i += ${THREADS}) { result[keys + ${pixels} + i] = i; }
  storageBarrier();
  let low = min(t * ${chunk}, ${pixels});
  let high = min(low + ${chunk}, ${pixels});
  for (var turn = 0; turn < 8; turn++) {
    let source = keys + ${pixels} * (1 + turn % 2);
    let sink = keys + ${pixels} * (2 - turn % 2);
    let shift = u32(4 * turn);
    for (var digit = 0; digit < 16; digit++) { counts[digit * ${THREADS} + t] = 0u; }
    for (var first = low; first < high; first += ${UNROLL}) {
      ${
      unrolled(UNROLL, (k) =>
        `if (first + ${k} < high) {
        let digit = (bitcast<u32>(result[keys + result[source + first + ${k}]]) >> shift) & 15u;
        counts[i32(digit) * ${THREADS} + t] += 1u;
      }`)
    }
    }
    workgroupBarrier();
    var total = 0u;
    for (var i = 0; i < 16; i++) { total += counts[t * 16 + i]; }
    sums[t] = total;
    workgroupBarrier();
    if (t == 0) {
      var before = 0u;
      for (var i = 0; i < ${THREADS}; i++) {
        let here = sums[i];
        sums[i] = before;
        before += here;
      }
    }
    workgroupBarrier();
    var before = sums[t];
    for (var i = 0; i < 16; i++) {
      let here = counts[t * 16 + i];
      counts[t * 16 + i] = before;
      before += here;
    }
    workgroupBarrier();
    for (var first = low; first < high; first += ${UNROLL}) {
      ${
      unrolled(UNROLL, (k) =>
        `if (first + ${k} < high) {
        let pixel = result[source + first + ${k}];
        let slot = i32((bitcast<u32>(result[keys + pixel]) >> shift) & 15u) * ${THREADS} + t;
        result[sink + i32(counts[slot])] = pixel;
        counts[slot] += 1u;
      }`)
    }
    }
    storageBarrier();
    workgroupBarrier();
  }
  for (var i = t; i < ${pixels}; i += ${THREADS}) { result[keys + result[keys + ${pixels} + i]] = i; }
}`,
  };
}

/**
 * A kernel that writes the ranks of {@linkcode ranksKernel} among the made rasters, as shares of the pixels.
 *
 * - Reads `ranks` of {@linkcode ranksKernel}.
 * - Writes the first of the rasters `made`, `[height, width]` each.
 * - Read by `render`, `average` and the blend, through `rasterOf()`.
 */
export function spreadKernel(ranks: Buffer, fields: number, made: Buffer, pixels: number): Kernel {
  return {
    key: `miamix spread ${pixels}`,
    output: made.shape,
    into: made,
    dtype: "float32",
    dispatch: [Math.ceil(pixels / THREADS), fields, 1],
    workgroup: THREADS,
    uniforms: { stride: 3 * pixels },
    inputs: { ranks: flat(ranks) },
    code: () => `
fn main(_index : i32) {
  let field = i32(workgroupId.y);
  let pixel = i32(workgroupId.x) * ${THREADS} + i32(localIndex);
  if (pixel < ${pixels}) {
    result[field * ${pixels} + pixel] = (f32(ranks[field * uniforms.stride + pixel]) + 0.5) / ${pixels}.0;
  }
}`,
  };
}
