import type { Tensor } from "@tensorflow/tfjs";
import { band, type NoiseField } from "../../mask/field.ts";
import type { Kernel } from "../../webgpu/kernel.ts";
import { aboveTable, COLUMNS } from "./above_table.ts";

/** Lines of an image that are looked at to guess the noise at the level, at most. */
const SAMPLED = 32;

/** How often the range of noise is halved for the guess. */
const HALVINGS = 12;

/** The share of pixels that a guess from some of the lines may be wrong by. */
const DOUBT = 0.002;

/** Pixels near the level that can be ordered, at most; and how many there may be for each invocation. */
const CLOSE = 512, CLOSE_EACH = 8;

/** How often the range of the listed pixels is halved before those that are left are ordered. */
const ORDERING = 6;

/** Software adapters end an invocation after so many turns of its loops. */
const TURNS = 65_535;

/** Tries that are enough for any noise, also where all pixels are equal: to halve between two floats, and between two places. */
const ENOUGH = 100;

/** Lines of which those with pixels near the level are listed together. */
const BLOCK = 32;

/** Lines in one turn of a loop over a block. */
function linesAtOnce(height: number): number {
  return height <= 256 ? 1 : 8;
}

/** How often all lines can be made before a software adapter ends the kernel. */
function triesFor([height, width]: readonly [height: number, width: number]): number {
  const { groupsEach, close } = groupsOf(width), along = band(width) + 1;
  const blocks = Math.ceil(height / BLOCK);
  const turns = groupsEach * (along + 1 + blocks * (3 + BLOCK / linesAtOnce(height)));
  const others = along + (HALVINGS + 1) * (SAMPLED + 1) + ORDERING + close +
    Math.min(height, close) * Math.log2(2 * height * width);
  return Math.floor((TURNS - others) / turns);
}

/** Whether {@linkcode aboveKernel} cuts any noise of images of this size. */
export function canCut(size: readonly [height: number, width: number]): boolean {
  return triesFor(size) >= ENOUGH;
}

/**
 * A kernel that cuts noise fields at levels, among the made rasters: 1 at the pixels whose rank is at least the level, 0
 * at the others. So a comparison of the raster with the level gives what it gives for ranks, without ordering all
 * pixels.
 *
 * A workgroup makes one raster. Some of its lines tell between which two bounds the noise at the level must be. Then all
 * lines are made: what is outside of the bounds is decided at once, and the few pixels between them are ordered. Where
 * the bounds were wrong, or hold too many pixels, lines are made again with other ones.
 */
export function aboveKernel(
  noise: readonly NoiseField[],
  levels: Float32Array,
  made: Tensor,
  size: readonly [height: number, width: number],
): Kernel {
  const [height, width] = size, pixels = height * width;
  const along = band(width) + 1, down = band(height) + 1;
  const lanes = width % COLUMNS === 0 ? COLUMNS : 1;
  const { groups, threads, groupsEach, close } = groupsOf(width);
  const step = Math.ceil(height / SAMPLED), sampled = Math.ceil(height / step);
  const everyPixel = step === 1 && groupsEach === 1;
  const columns = Array.from({ length: threads }, (_, t) => width - COLUMNS * groupsEach * t)
    .reduce((sum, left) => sum + Math.min(COLUMNS, Math.max(0, left)), 0);
  const sampledOf = sampled * columns;
  const { table, lines, fields, record } = aboveTable(noise, levels, size);
  const atOnce = linesAtOnce(height);
  const everyWave = (text: (k: number) => string) =>
    Array.from({ length: down }, (_, k) => text(k)).join("\n    ");
  const andInside = lanes === COLUMNS
    ? ""
    : ` & (vec4<i32>(${COLUMNS} * group) + vec4<i32>(0, 1, 2, 3) < vec4<i32>(${width}))`;
  const guess = (bound: number) =>
    `f32(wanted) * f32(${Math.fround(sampledOf / pixels)}) + f32(${
      everyPixel ? 0 : (2 * bound - 1) * (1 + DOUBT * sampledOf)
    })`;
  const own = Array.from({ length: close / threads }, (_, i) => i);
  const clear = (place: string) =>
    lanes === 1
      ? `result[out + ${place}] = 0.0;`
      : `result[(out + ${place}) / 4][(out + ${place}) & 3] = 0.0;`;
  const bounds = everyPixel ? ["low"] : ["low", "high"];
  const everyColumn = (text: (component: string, i: number) => string) =>
    Array.from("xyzw", text).join("\n      ");
  return {
    key: `miamix above ${size}`,
    output: made.shape,
    into: made,
    dtype: "float32",
    dispatch: [noise.length, 1, 1],
    workgroup: threads,
    lanes,
    uniforms: { pixels },
    inputs: { table },
    inputLanes: { table: 4 },
    code: () => `
/** Of the waves with as many cycles down a column: what multiplies their cosine and their sine, for columns side by side. */
${everyWave((k) => `var<private> even${k} : vec4<f32>;\n    var<private> odd${k} : vec4<f32>;`)}
/** How many of the sampled pixels are below each bound, at every halving. */
var<workgroup> guessed : array<atomic<u32>, ${bounds.length * HALVINGS}>;
/** How many pixels are below the bounds, and how many are between them. */
var<workgroup> below : atomic<u32>;
var<workgroup> between : atomic<u32>;
var<workgroup> counted : vec2<u32>;
/** The pixels between the bounds, as far as there is room, and how many were found. */
var<workgroup> listed : atomic<u32>;
var<workgroup> values : array<f32, ${close}>;
var<workgroup> places : array<i32, ${close}>;
/** How many of them are in the lower half, at every halving of their range, and those that are left then. */
var<workgroup> lower : array<atomic<u32>, ${ORDERING}>;
var<workgroup> left : atomic<u32>;
var<workgroup> leftValues : array<f32, ${close}>;
var<workgroup> leftPlaces : array<i32, ${close}>;

fn addAlong(field : i32, group : i32) {
  ${everyWave((k) => `even${k} = vec4<f32>(0.0);\n    odd${k} = vec4<f32>(0.0);`)}
  for (var k = 0; k < ${along}; k++) {
    let c = table[2 * (group * ${along} + k)];
    let s = table[2 * (group * ${along} + k) + 1];
    let at = field + k * ${down};
    ${
      everyWave((k) =>
        `let wave${k} = table[at + ${k}];
    even${k} += wave${k}.x * c + wave${k}.y * s;
    odd${k} += wave${k}.z * s + wave${k}.w * c;`
      )
    }
  }
}

fn countOf(which : vec4<bool>) -> u32 {
  let ones = select(vec4<u32>(0u), vec4<u32>(1u), which);
  return (ones.x + ones.y) + (ones.z + ones.w);
}

/** The bounds for some columns in a line: the lower one before the places, and the upper one after them, to leave nothing open. */
fn boundsAt(group : i32, y : i32, bounds : vec2<f32>, places : vec2<i32>) -> vec2<f32> {
  let place = y * ${groups} + group;
  return vec2<f32>(
    select(bounds.x, bounds.y, place < places.x),
    select(bounds.y, bounds.x, place >= places.y),
  );
}

/** The noise of the columns in a line; cosines and sines of the longer waves give those of the shorter ones. */
fn noiseIn(line : i32) -> vec4<f32> {
  let wave = table[${lines} + line];
  let c1 = wave.x;
  let s1 = wave.y;
  let c2 = wave.z;
  let s2 = wave.w;
  ${
      Array.from({ length: Math.max(0, down - 3) }, (_, i) =>
        ["c", "s"].map((of) =>
          `let ${of}${i + 3} = 2.0 * c1 * ${of}${i + 2} - ${of}${i + 1};`
        ).join("\n  "))
        .join("\n  ")
    }
  return ${
      [
        "even0",
        ...Array.from({ length: down - 1 }, (_, i) => `even${i + 1} * c${i + 1} + odd${i + 1} * s${i + 1}`),
      ].join(" + ")
    };
}

/** Makes a line of some columns; gives how many of its pixels are below the level, and how many may be. */
fn makeLine(out : i32, group : i32, y : i32, bounds : vec2<f32>) -> vec2<u32> {
  let noise = noiseIn(y);
  let pixel = y * ${width} + ${COLUMNS} * group;
  let under = (noise < vec4<f32>(bounds.x))${andInside};
  let above = select(vec4<f32>(1.0), vec4<f32>(0.0), under);
  ${
      lanes === COLUMNS
        ? `result[(out + pixel) / ${COLUMNS}] = above;`
        : everyColumn((of, i) =>
          `if (${COLUMNS} * group + ${i} < ${width}) { result[out + pixel + ${i}] = above.${of}; }`
        )
    }
  return vec2<u32>(countOf(under), countOf((noise < vec4<f32>(bounds.y))${andInside}) - countOf(under));
}

/** Lists the pixels of a line that may be below the level, while there is room. */
fn listLine(group : i32, y : i32, bounds : vec2<f32>) -> bool {
  let noise = noiseIn(y);
  let open = (noise >= vec4<f32>(bounds.x)) & (noise < vec4<f32>(bounds.y))${andInside};
  var place = atomicAdd(&listed, countOf(open));
  ${
      everyColumn((of, i) =>
        `if (open.${of} && place < ${close}u) {
    values[place] = noise.${of};
    places[place] = y * ${width} + ${COLUMNS} * group + ${i};
  }
  place += u32(open.${of});`
      )
    }
  return place < ${close}u;
}

fn main(_index : i32) {
  let t = i32(localIndex);
  let field = ${fields} + i32(workgroupId.x) * ${record};
  let out = i32(workgroupId.x) * uniforms.pixels;
  let about = table[field + ${record - 1}];
  let wanted = u32(about.z);
  let first = t * ${groupsEach};

  addAlong(field, min(first, ${groups - 1}));
  let sampled = vec4<i32>(0, 1, 2, 3) + vec4<i32>(${COLUMNS} * first) < vec4<i32>(${width});
  var sample : array<vec4<f32>, ${sampled}>;
  for (var i = 0; i < ${sampled}; i++) {
    sample[i] = select(vec4<f32>(about.x), noiseIn(${step} * i), sampled);
  }
  ${each(bounds, (of) => `var ${of} = vec2<f32>(-about.y, about.y);`)}
  for (var halving = 0; halving < ${HALVINGS}; halving++) {
    ${
      each(bounds, (of) =>
        `let ${of}Middle = 0.5 * (${of}.x + ${of}.y);
    var ${of}Count = 0u;`)
    }
    for (var i = 0; i < ${sampled}; i++) {
      ${each(bounds, (of) => `${of}Count += countOf(sample[i] < vec4<f32>(${of}Middle));`)}
    }
    ${each(bounds, (of, i) => `atomicAdd(&guessed[${bounds.length} * halving + ${i}], ${of}Count);`)}
    workgroupBarrier();
    ${
      each(bounds, (of, i) => {
        const count = `f32(atomicLoad(&guessed[${bounds.length} * halving + ${i}]))`;
        return `${of} = select(vec2<f32>(${of}.x, ${of}Middle), vec2<f32>(${of}Middle, ${of}.y), ${count} <= ${
          guess(i)
        });`;
      })
    }
  }

  // Noise at the level is in [least, most), and looked for in [lowest, highest). Where that holds one number, and many
  // pixels have it, their places are in \`cuts\`, of all before \`end\`.
  var least = -about.x;
  var most = about.x;
  var lowest = low.x;
  var highest = ${bounds.at(-1)}.y;
  var cuts = vec2<i32>(0, ${groups * height});
  var end = 0;
  for (var tries = 0; tries < ${triesFor(size)}; tries++) {
    let bounds = vec2<f32>(lowest, highest);
    var counts = vec2<u32>(0u);
    for (var group = first; group < min(first + ${groupsEach}, ${groups}); group++) {
      ${groupsEach === 1 ? "" : "addAlong(field, group);"}
      for (var top = 0; top < ${height}; top += ${BLOCK}) {
        var closeLines = 0u;
        for (var y = top; y < min(top + ${BLOCK}, ${height}); y += ${atOnce}) {
          ${
      each(
        Array.from({ length: atOnce }, (_, i) => `y + ${i}`),
        (y) =>
          `if (${y} < ${height}) {
            let made = makeLine(out, group, ${y}, boundsAt(group, ${y}, bounds, cuts));
            counts += made;
            closeLines |= select(0u, 1u << u32(${y} - top), made.y > 0u);
          }`,
      )
    }
        }
        while (closeLines != 0u) {
          let y = top + i32(firstTrailingBit(closeLines));
          closeLines &= closeLines - 1u;
          if (!listLine(group, y, boundsAt(group, y, bounds, cuts))) { break; }
        }
      }
    }
    atomicAdd(&below, counts.x);
    atomicAdd(&between, counts.y);
    storageBarrier();
    workgroupBarrier();
    if (t == 0) { counted = vec2<u32>(atomicLoad(&below), atomicLoad(&between)); }
    let now = workgroupUniformLoad(&counted);
    if (now.x == wanted) { break; }
    if (now.x < wanted && wanted < now.x + now.y && now.y <= ${close}u) {
      ${
      each(own, (i) =>
        `let at${i} = t + ${threads * i};
      let value${i} = select(bounds.y, values[at${i}], at${i} < i32(now.y));`)
    }
      // Of the listed ones, too, those around the level are found by halving.
      var range = bounds;
      var rankOfFirst = now.x;
      for (var halving = 0; halving < ${ORDERING}; halving++) {
        let middle = 0.5 * (range.x + range.y);
        atomicAdd(&lower[halving], ${own.map((i) => `u32(value${i} < middle)`).join(" + ")});
        workgroupBarrier();
        let rank = now.x + atomicLoad(&lower[halving]);
        let isBelow = rank <= wanted;
        range = select(vec2<f32>(range.x, middle), vec2<f32>(middle, range.y), isBelow);
        rankOfFirst = select(rankOfFirst, rank, isBelow);
      }
      ${
      each(own, (i) =>
        `let place${i} = places[at${i}];
      let isOpen${i} = value${i} >= range.x && value${i} < range.y;
      if (value${i} < range.x) { ${clear(`place${i}`)} }
      if (isOpen${i}) {
        let place = atomicAdd(&left, 1u);
        leftValues[place] = value${i};
        leftPlaces[place] = place${i};
      }
      var rank${i} = rankOfFirst;`)
    }
      workgroupBarrier();
      for (var j = 0u; j < atomicLoad(&left); j++) {
        let other = leftValues[j];
        let before = leftPlaces[j];
        ${
      each(own, (i) =>
        `rank${i} += select(0u, 1u, other < value${i} || (other == value${i} && before < place${i}));`)
    }
      }
      ${each(own, (i) => `if (isOpen${i} && rank${i} < wanted) { ${clear(`place${i}`)} }`)}
      break;
    }
    if (t == 0) {
      atomicStore(&below, 0u);
      atomicStore(&between, 0u);
      atomicStore(&listed, 0u);
    }
    workgroupBarrier();
    let reach = 8.0 * (highest - lowest);
    if (end > 0) {
      if (wanted >= now.x + now.y) { cuts.x = cuts.y; } else { end = cuts.y; }
      cuts.y = (cuts.x + end + 1) / 2;
    } else if (wanted < now.x) {
      most = lowest;
      highest = most;
      lowest = max(least, most - reach);
    } else if (wanted >= now.x + now.y) {
      least = highest;
      lowest = least;
      highest = min(most, least + reach);
    } else {
      least = lowest;
      most = highest;
      let middle = 0.5 * (least + most);
      if (least < middle && middle < most) {
        highest = middle;
      } else {
        end = cuts.y;
        cuts.y = (end + 1) / 2;
      }
    }
  }
}`,
  };
}

/** Columns side by side in groups, which the invocations of a workgroup share, and the pixels that they can order. */
function groupsOf(width: number) {
  const groups = Math.ceil(width / COLUMNS);
  const threads = Math.min(128, Math.max(8, 2 ** Math.ceil(Math.log2(groups))));
  return {
    groups,
    threads,
    groupsEach: Math.ceil(groups / threads),
    close: Math.min(CLOSE, CLOSE_EACH * threads),
  };
}

function each<T>(list: readonly T[], text: (one: T, i: number) => string): string {
  return list.map(text).join("\n    ");
}
