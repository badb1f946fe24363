import type { Buffer, Kernel } from "../../../../device/mod.ts";
import { band, type NoiseField } from "../../../../mask/field.ts";
import {
  type Fold,
  groupsOf,
  HALVINGS,
  linesOf,
  ORDERING,
  SAMPLED,
  triesFor,
} from "../../layout/above_layout.ts";
import { aboveTable, COLUMNS } from "../../layout/above_table.ts";
import { CUT, CUT_LINES } from "../../wgsl/rasters.ts";

/** How many of so many sampled pixels a guess may be wrong by. */
const doubt = (pixels: number) => 8 + 0.001 * pixels;

/**
 * A kernel that cuts noise fields at levels, among the made rasters: above are the pixels whose rank is at least the
 * level. So a comparison of the raster with the level gives what it gives for ranks, without ordering all pixels. How a
 * cut raster is written, {@linkcode CUT_LINES} says.
 *
 * A workgroup makes one raster. Some of its lines tell between which two bounds the noise at the level must be. Then all
 * lines are made: what is outside of the bounds is decided at once, and the few pixels between them are ordered. Where
 * the bounds were wrong, or hold too many pixels, lines are made again with other ones.
 */
export function aboveKernel(
  noise: readonly NoiseField[],
  levels: Float32Array,
  made: Buffer,
  size: readonly [height: number, width: number],
): Kernel {
  const [height, width] = size, pixels = height * width;
  const along = band(width) + 1, down = band(height) + 1;
  const { groups, threads, groupsEach, close, everyPixel } = groupsOf(size);
  const { folds, sets, blocks } = linesOf(height);
  const step = Math.ceil(sets * folds.length / SAMPLED), firstSampled = Math.floor(step / 2);
  const sampled = Math.ceil((sets - firstSampled) / step);
  const columns = list(threads, (t) => width - COLUMNS * groupsEach * t)
    .reduce((sum, left) => sum + Math.min(COLUMNS, Math.max(0, left)), 0);
  const looked = sampled * folds.length * columns, share = looked / pixels;
  const doubted = float(Math.min(doubt(looked), 0.3 * close * share));
  const { table, lines, fields, record } = aboveTable(noise, levels, size, sets);
  const halvings = everyPixel ? HALVINGS.all : HALVINGS.some;
  const waves = list(down, (k) => k), own = list(close / threads, (i) => i);
  const samples = folds.flatMap((_, fold) => list(sampled, (i) => `sample${i}_${fold}`));
  const sum = (parity: number, text: (k: number) => string) =>
    waves.filter((k) => k % 2 === parity && text(k) !== "").map(text).join(" + ") || "vec4<f32>(0.0)";
  const clear = (place: string) =>
    `atomicAnd(&result[out + ${place} / ${CUT_LINES * width} * ${width} + ${place} % ${width}],
        ~(1 << u32(${place} / ${width} % ${CUT_LINES})));`;
  const ofFold = (text: (fold: Fold) => string | number) =>
    folds.slice(1).reduce(
      (others, fold, i) => `select(${others}, ${text(fold)}, fold == ${i + 1}u)`,
      `${text(folds[0]!)}`,
    );
  return {
    key: `miamix above ${size}`,
    output: made.shape,
    into: made,
    dtype: "float32",
    isAtomic: true,
    dispatch: [noise.length, 1, 1],
    workgroup: threads,
    uniforms: { pixels },
    inputs: { table },
    inputLanes: { table: 4 },
    code: () => `
/** Of the waves with as many cycles down a column: what multiplies their cosine and their sine, for columns side by side. */
${each(waves, (k) => `var<private> even${k} : vec4<f32>;\n    var<private> odd${k} : vec4<f32>;`)}
/** The noise of these columns in a set of lines, which is known by the first one. */
${each(folds, (_, fold) => `var<private> line${fold} : vec4<f32>;`)}
/** How many of the sampled pixels are below the middle, at every halving. */
var<workgroup> guessed : array<atomic<u32>, ${halvings}>;
/** How many pixels are below the bounds, how many are between them, and what to do then. */
var<workgroup> below : atomic<u32>;
var<workgroup> between : atomic<u32>;
var<workgroup> counted : vec3<u32>;
const DONE = 0u;
const ORDER = 1u;
const AGAIN = 2u;
/** The pixels between the bounds, as far as there is room, and how many were found. */
var<workgroup> listed : atomic<u32>;
var<workgroup> values : array<f32, ${close}>;
var<workgroup> places : array<i32, ${close}>;
/** How many of them are in the lower half, at every halving of their range, and how many are left then. */
var<workgroup> lower : array<atomic<u32>, ${ORDERING}>;
var<workgroup> left : atomic<u32>;

/** Adds up the waves along the lines; down the columns they begin half a line earlier then. */
fn addAlong(field : i32, group : i32) {
  ${each(waves, (k) => `var e${k} = vec4<f32>(0.0);\n    var o${k} = vec4<f32>(0.0);`)}
  for (var k = 0; k < ${along}; k++) {
    let c = table[2 * (group * ${along} + k)];
    let s = table[2 * (group * ${along} + k) + 1];
    let at = field + k * ${down};
    ${
      each(waves, (k) =>
        `let wave${k} = table[at + ${k}];
    e${k} += wave${k}.x * c + wave${k}.y * s;
    o${k} += wave${k}.z * s + wave${k}.w * c;`)
    }
  }
  ${
      each(waves, (k) => {
        const angle = Math.PI * k / height, c = float(Math.cos(angle)), s = float(Math.sin(angle));
        return `even${k} = ${c} * e${k} - ${s} * o${k};\n    odd${k} = ${s} * e${k} + ${c} * o${k};`;
      })
    }
}

/** Makes a set of lines. Cosines and sines of the longer waves give those of the shorter ones. */
fn makeLines(top : i32) {
  let wave = table[${lines} + top];
  let c1 = wave.x;
  let s1 = wave.y;
  let c2 = wave.z;
  let s2 = wave.w;
  ${
      each(waves.slice(3), (k) => {
        const a = k >> 1, b = k - a;
        return `let c${k} = c${a} * c${b} - s${a} * s${b};\n    let s${k} = s${a} * c${b} + c${a} * s${b};`;
      })
    }
  let evenCos = ${sum(0, (k) => k === 0 ? "even0" : `even${k} * c${k}`)};
  let evenSin = ${sum(0, (k) => k === 0 ? "" : `odd${k} * s${k}`)};
  let oddCos = ${sum(1, (k) => `even${k} * c${k}`)};
  let oddSin = ${sum(1, (k) => `odd${k} * s${k}`)};
  ${each(folds, ({ sum }, fold) => `line${fold} = ${sum};`)}
}

/** The bounds for some columns in a line: the lower one before the places, and the upper one after them, to leave nothing open. */
fn boundsAt(group : i32, y : i32, bounds : vec2<f32>, places : vec2<i32>) -> vec2<f32> {
  let place = y * ${groups} + group;
  return vec2<f32>(
    select(bounds.x, bounds.y, place < places.x),
    select(bounds.y, bounds.x, place >= places.y),
  );
}

/** A bit for each column of a line where something holds, and with them those of the columns of other lines. */
fn bitsOf(which : vec4<bool>, line : u32) -> vec4<u32> {
  return select(vec4<u32>(0u), vec4<u32>(1u, 256u, 65536u, 16777216u) << vec4<u32>(line), which);
}
fn together(bits : vec4<u32>) -> u32 { return (bits.x | bits.y) | (bits.z | bits.w); }

/** Writes which pixels of some lines and columns are not below the level. */
fn write(at : i32, group : i32, under : u32) {
  ${
      each(list(COLUMNS, (i) => i), (i) => {
        const store = `atomicStore(&result[at + ${i}], i32(${CUT}u | (~(under >> ${8 * i}u) & 255u)));`;
        return width % COLUMNS === 0 ? store : `if (${COLUMNS} * group + ${i} < ${width}) { ${store} }`;
      })
    }
}

/** Lists the pixels of a line that may be below the level, while there is room. */
fn listLine(group : i32, block : i32, which : u32, bounds : vec2<f32>, cuts : vec2<i32>) -> bool {
  let fold = which / 8u;
  let line = i32(which % 8u);
  let top = block * ${CUT_LINES} + ${ofFold(({ upwards }) => upwards ? `${CUT_LINES - 1} - line` : "line")};
  makeLines(top);
  let noise = ${ofFold((fold) => `line${folds.indexOf(fold)}`)};
  let y = ${ofFold(({ line }) => line("top"))};
  let own = boundsAt(group, y, bounds, cuts);
  let columns = vec4<i32>(0, 1, 2, 3) + vec4<i32>(${COLUMNS} * group);
  let open = (noise >= vec4<f32>(own.x)) & (noise < vec4<f32>(own.y)) & (columns < vec4<i32>(${width}));
  var place = atomicAdd(&listed, countOneBits(together(bitsOf(open, 0u))));
  ${
      each(Array.from("xyzw"), (of) =>
        `if (open.${of} && place < ${close}u) {
    values[place] = noise.${of};
    places[place] = y * ${width} + columns.${of};
  }
  place += u32(open.${of});`)
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
  ${
      each(list(sampled, (i) => i), (i) =>
        `makeLines(${firstSampled + step * i});
    ${each(folds, (_, fold) => `let sample${i}_${fold} = line${fold};`)}`)
    }
  let counts = select(vec4<u32>(0u), vec4<u32>(1u), vec4<i32>(0, 1, 2, 3) + vec4<i32>(${COLUMNS} * first) < vec4<i32>(${width}));
  var range = vec2<f32>(-about.y, about.y);
  var inRange = vec2<f32>(0.0, ${float(looked)});
  let sought = about.z * ${float(share)};
  for (var halving = 0; halving < ${halvings}; halving++) {
    let middle = 0.5 * (range.x + range.y);
    var lowers = vec4<u32>(0u);
    ${
      each(samples, (sample) =>
        `lowers += bitcast<vec4<u32>>(${sample} - vec4<f32>(middle)) >> vec4<u32>(31u);`)
    }
    lowers *= counts;
    atomicAdd(&guessed[halving], (lowers.x + lowers.y) + (lowers.z + lowers.w));
    workgroupBarrier();
    let count = f32(atomicLoad(&guessed[halving]));
    let isBelow = count <= sought;
    range = select(vec2<f32>(range.x, middle), vec2<f32>(middle, range.y), isBelow);
    inRange = select(vec2<f32>(inRange.x, count), vec2<f32>(count, inRange.y), isBelow);
  }

  // Noise at the level is in [least, most), and looked for in [lowest, highest). Where that holds one number, and many
  // pixels have it, their places are in \`cuts\`, of all before \`end\`.
  var least = -about.x;
  var most = about.x;
  ${
      everyPixel
        ? `var lowest = range.x;\n  var highest = range.y;`
        : `let slope = (range.y - range.x) / max(1.0, inRange.y - inRange.x);
  var lowest = range.x + (sought - inRange.x - ${doubted}) * slope;
  var highest = range.x + (sought - inRange.x + ${doubted}) * slope;`
    }
  var cuts = vec2<i32>(0, ${groups * height});
  var end = 0;
  for (var tries = 0; tries < ${triesFor(size)}; tries++) {
    let bounds = vec2<f32>(lowest, highest);
    var numbers = vec2<u32>(0u);
    for (var group = first; group < min(first + ${groupsEach}, ${groups}); group++) {
      ${groupsEach === 1 ? "" : "addAlong(field, group);"}
      let inside = 0xffffffffu >> u32(8 * max(0, ${COLUMNS} * group + ${COLUMNS} - ${width}));
      for (var block = 0; block < ${blocks}; block++) {
        ${each(folds, (_, fold) => `var under${fold} = vec4<u32>(0u);\n    var upTo${fold} = vec4<u32>(0u);`)}
        ${
      each(list(CUT_LINES, (j) => j), (j) =>
        `makeLines(${CUT_LINES} * block + ${j});
        ${
          each(folds, ({ line, upwards }, fold) => {
            const own = `bounds${j}_${fold}`, bit = upwards ? CUT_LINES - 1 - j : j;
            return `let ${own} = boundsAt(group, ${line(`(${CUT_LINES} * block + ${j})`)}, bounds, cuts);
        under${fold} |= bitsOf(line${fold} < vec4<f32>(${own}.x), ${bit}u);
        upTo${fold} |= bitsOf(line${fold} < vec4<f32>(${own}.y), ${bit}u);`;
          })
        }`)
    }
        var closeLines = 0u;
        let valid = inside & (0x1010101u * ((1u << u32(min(${CUT_LINES}, ${height} - ${CUT_LINES} * block))) - 1u));
        ${
      each(folds, ({ block }, fold) =>
        `let lower${fold} = together(under${fold}) & valid;
        let open${fold} = together(upTo${fold}) & valid & ~lower${fold};
        numbers += vec2<u32>(countOneBits(lower${fold}), countOneBits(open${fold}));
        write(out + ${block("block")} * ${width} + 4 * group, group, lower${fold});
        let lines${fold} = open${fold} | (open${fold} >> 16u);
        closeLines |= ((lines${fold} | (lines${fold} >> 8u)) & 255u) << ${8 * fold}u;`)
    }
        while (closeLines != 0u) {
          let which = firstTrailingBit(closeLines);
          closeLines &= closeLines - 1u;
          if (!listLine(group, block, which, bounds, cuts)) { break; }
        }
      }
    }
    atomicAdd(&below, numbers.x);
    atomicAdd(&between, numbers.y);
    storageBarrier();
    workgroupBarrier();
    // One invocation decides for all: barriers must be where all of them go, and a compiler wants to see that.
    if (t == 0) {
      let low = atomicLoad(&below);
      let open = atomicLoad(&between);
      let order = low < wanted && wanted < low + open && open <= ${close}u;
      counted = vec3<u32>(low, open, select(select(AGAIN, ORDER, order), DONE, low == wanted));
    }
    let now = workgroupUniformLoad(&counted);
    if (now.z == DONE) { break; }
    if (now.z == ORDER) {
      ${
      each(own, (i) =>
        `let at${i} = t + ${threads * i};
      let value${i} = select(bounds.y, values[at${i}], at${i} < i32(now.y));
      let place${i} = places[at${i}];`)
    }
      // Of the listed ones, too, those around the level are found by halving, and then listed instead of them.
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
        `let isOpen${i} = value${i} >= range.x && value${i} < range.y;
      if (value${i} < range.x) { ${clear(`place${i}`)} }
      if (isOpen${i}) {
        let place = atomicAdd(&left, 1u);
        values[place] = value${i};
        places[place] = place${i};
      }
      var rank${i} = rankOfFirst;`)
    }
      workgroupBarrier();
      for (var j = 0u; j < atomicLoad(&left); j++) {
        let other = values[j];
        let before = places[j];
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
    // The range goes on as far as it must, if noise is as dense there, and some more.
    let missed = select(wanted - (now.x + now.y), now.x - wanted, wanted < now.x);
    let reach = min(8.0, 1.0 + 2.0 * f32(missed) / max(1.0, f32(now.y))) * (highest - lowest);
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

function list<T>(count: number, of: (i: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, i) => of(i));
}

function each<T>(list: readonly T[], text: (one: T, i: number) => string): string {
  return list.map(text).join("\n    ");
}

/** A number as WGSL. */
function float(value: number): string {
  return `f32(${Math.fround(value)})`;
}
