import type { Buffer, Kernel } from "../../../../device/mod.ts";
import { foursOf, looksAt } from "../../wgsl/looks.ts";
import { Operation, type RetouchPlan, STEP } from "../../layout/retouch_plan.ts";
import type { Source } from "../../wgsl/source.ts";
import { warpSource } from "../../wgsl/warp.ts";
import { each as inOrder } from "../../wgsl/text.ts";

/** Channels whose bytes are in a word. */
export const IN_WORD = 4;

/**
 * Runs `count` steps of every image from number `first` on, and before the first one reads the image.
 *
 * - Reads `images`, before the first step; `list` of what is done to them.
 * - Writes planes of bytes `[samples · planes, ⌈channels / 4⌉, pixels]`.
 * - Read by further steps, and `retouched`.
 */
export function stepsKernel(
  images: Source,
  { list, samples, row, planes }: RetouchPlan,
  viewed: boolean,
  first: number,
  count: number,
  into: Buffer | undefined,
): Kernel {
  const [, height, width, channels] = images.shape;
  const words = Math.ceil(channels / IN_WORD), inWord = Math.min(channels, IN_WORD);
  const { across, threads } = foursOf(width), fours = height * across;
  const looks = looksAt(images, viewed);
  /** Statements at every `place` of four pixels, if wanted: a loop that does not turn takes no time, where a branch may. */
  const each = (wanted: string, statements: string) =>
    `for (var x = select(${across}, t, ${wanted}); x < ${across}; x += ${threads}) {
      for (var y = 0; y < ${height}; y++) {
        let place = y * ${across} + x;
        ${statements}
      }
    }`;
  /** Writes what every channel of four pixels becomes. */
  const write = (of: (channel: number) => string) =>
    `result[sink + place] = bitcast<vec4<i32>>(${
      Array.from({ length: inWord }, (_, c) => `(vec4<u32>(${of(c)}) << vec4<u32>(${8 * c}u))`).join(" | ")
    });`;
  const there = width % 4 === 0 ? "" : `let there = 4 * x + vec4<i32>(0, 1, 2, 3) < vec4<i32>(${width});`;
  const op = (name: keyof typeof Operation) => `op == ${Operation[name]}`;
  return {
    key: `miamix retouch ${height}x${width}x${channels} ${images.bytes} ${viewed}`,
    output: [samples * planes, words, 4 * fours],
    ...(into && { into }),
    dtype: "int32",
    dispatch: [words, samples, 1],
    workgroup: threads,
    lanes: 4,
    uniforms: { first, count, stride: row.stride, steps: row.steps, planes },
    inputs: { images: images.pixels, list },
    inputLanes: { images: looks.lanes, list: 1 },
    code: () => `
${looks.code}

var<workgroup> counts : array<atomic<i32>, ${256 * inWord}>;
/** How many bytes of a channel are below each. */
var<workgroup> below : array<f32, ${256 * inWord}>;
/** How many bytes of a channel become one, if they are equalized. */
var<workgroup> shares : array<f32, ${inWord}>;
var<workgroup> lows : array<f32, ${threads * inWord}>;
var<workgroup> highs : array<f32, ${threads * inWord}>;

/** The bytes of a channel of four pixels. */
fn channelOf(words : vec4<i32>, channel : u32) -> vec4<f32> {
  return vec4<f32>((bitcast<vec4<u32>>(words) >> vec4<u32>(8u * channel)) & vec4<u32>(255u));
}

/** Whole numbers divided and cut, exactly: a half keeps quotients away from where they would be cut. */
fn parts(all : vec4<f32>, by : f32) -> vec4<f32> { return floor((all + 0.5) / by); }

/** Reads the image as bytes. */
fn readBytes(sink : i32, word : i32, t : i32) {
  ${
      each(
        "true",
        `let pixels = pixelsAt(y, x);
        var bytes = vec4<u32>(0u);
        ${
          inOrder(channels, (c) => {
            const shifted = `vec4<u32>(floor(pixels[${c}] * 255.0 + 0.5)) << vec4<u32>(${
              8 * (c % IN_WORD)
            }u)`;
            return words === 1
              ? `bytes |= ${shifted};`
              : `bytes |= select(vec4<u32>(0u), ${shifted}, word == ${Math.floor(c / IN_WORD)});`;
          })
        }
        result[sink + place] = bitcast<vec4<i32>>(bytes);`,
      )
    }
}

/** Counts the bytes below each in a channel, and forgets the counts. */
fn addUp(channel : i32) {
  var sum = 0;
  var last = 0;
  for (var i = 256 * channel; i < 256 * channel + 256; i++) {
    let count = atomicExchange(&counts[i], 0);
    below[i] = f32(sum);
    sum += count;
    last = select(last, count, count > 0);
  }
  shares[channel] = f32((sum - last) / 255);
}

${warpSource(height, width, across)}

fn main(_index : i32) {
  let t = i32(localIndex);
  let word = i32(workgroupId.x);
  let n = i32(workgroupId.y);
  let own = (n * uniforms.planes * ${words} + word) * ${fours};
  let row = n * uniforms.stride;
  look(row);
  if (uniforms.first == 0) { readBytes(own, word, t); }
  for (var i = t; i < ${256 * inWord}; i += ${threads}) { atomicStore(&counts[i], 0); }
  storageBarrier();
  workgroupBarrier();
  for (var k = uniforms.first; k < uniforms.first + uniforms.count; k++) {
    let at = row + uniforms.steps + k * ${STEP};
    let op = i32(list[at]);
    let source = own + i32(list[at + 1]) * ${words * fours};
    let sink = own + i32(list[at + 2]) * ${words * fours};
    ${inOrder(inWord, (c) => `var low${c} = vec4<f32>(255.0);\n        var high${c} = vec4<f32>(0.0);`)}
    ${
      each(
        op("autocontrast"),
        `let words = result[source + place];
        ${there}
        ${
          inOrder(inWord, (c) =>
            `let bytes${c} = channelOf(words, ${c}u);
        low${c} = min(low${c}, ${there === "" ? `bytes${c}` : `select(vec4<f32>(255.0), bytes${c}, there)`});
        high${c} = max(high${c}, ${
              there === "" ? `bytes${c}` : `select(vec4<f32>(0.0), bytes${c}, there)`
            });`)
        }`,
      )
    }
    ${
      inOrder(inWord, (c) =>
        `lows[${inWord} * t + ${c}] = min(min(low${c}.x, low${c}.y), min(low${c}.z, low${c}.w));
        highs[${inWord} * t + ${c}] = max(max(high${c}.x, high${c}.y), max(high${c}.z, high${c}.w));`)
    }
    ${
      each(
        op("equalize"),
        `let words = result[source + place];
        ${
          inOrder(4, (i) =>
            `if (4 * x + ${i} < ${width}) {
          ${
              inOrder(inWord, (c) =>
                `atomicAdd(&counts[${256 * c} + ((words.${"xyzw"[i]} >> ${8 * c}u) & 255)], 1);`)
            }
        }`)
        }`,
      )
    }
    workgroupBarrier();
    ${inOrder(inWord, (c) => `var least${c} = 255.0;\n        var most${c} = 0.0;`)}
    for (var i = select(${threads}, 0, ${op("autocontrast")}); i < ${threads}; i++) {
      ${
      inOrder(inWord, (c) =>
        `least${c} = min(least${c}, lows[${inWord} * i + ${c}]);
        most${c} = max(most${c}, highs[${inWord} * i + ${c}]);`)
    }
    }
    for (var i = select(${inWord}, t, ${op("equalize")}); i < ${inWord}; i += ${threads}) { addUp(i); }
    workgroupBarrier();
    ${
      each(
        op("autocontrast"),
        `let words = result[source + place];
        ${inOrder(inWord, (c) => `let bytes${c} = channelOf(words, ${c}u);`)}
        ${
          write((c) =>
            `select(bytes${c}, parts(255.0 * (bytes${c} - least${c}), max(most${c} - least${c}, 1.0)), most${c} > least${c})`
          )
        }`,
      )
    }
    ${
      each(
        op("equalize"),
        `let words = result[source + place];
        ${
          inOrder(inWord, (c) =>
            `let share${c} = shares[${c}];
        let bytes${c} = channelOf(words, ${c}u);
        let under${c} = floor(share${c} / 2.0) + vec4<f32>(${
              [..."xyzw"].map((name) => `below[${256 * c} + i32(bytes${c}.${name})]`)
            });`)
        }
        ${
          write((c) =>
            `select(bytes${c}, min(parts(under${c}, max(share${c}, 1.0)), vec4<f32>(255.0)), share${c} > 0.0)`
          )
        }`,
      )
    }
    ${
      each(
        op("posterize"),
        `result[sink + place] = result[source + place] & vec4<i32>(i32(list[at + 3]) * 0x01010101);`,
      )
    }
    ${
      each(
        op("solarize"),
        `let words = result[source + place];
        ${inOrder(inWord, (c) => `let bytes${c} = channelOf(words, ${c}u);`)}
        ${write((c) => `select(bytes${c}, 255.0 - bytes${c}, bytes${c} >= vec4<f32>(list[at + 3]))`)}`,
      )
    }
    ${
      each(
        op("affine"),
        `warp(source, at + 3, x, y);
        ${
          inOrder(inWord, (c) =>
            `let left${c} = channelOf(a, ${c}u);
        let lower${c} = channelOf(c, ${c}u);
        let upper${c} = left${c} + shareX * (channelOf(b, ${c}u) - left${c});
        let mixed${c} = upper${c} + shareY * (lower${c} + shareX * (channelOf(d, ${c}u) - lower${c}) - upper${c});`)
        }
        ${write((c) => `select(vec4<f32>(0.0), floor(mixed${c} + 0.5), inside)`)}`,
      )
    }
    storageBarrier();
  }
}`,
  };
}
