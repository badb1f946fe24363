import { type Fold, groupsOf, HALVINGS, linesOf, ORDERING, SAMPLED } from "../../layout/above_layout.ts";
import { COLUMNS } from "../../layout/above_table.ts";
import { CUT, CUT_LINES } from "../../wgsl/rasters.ts";
import { eachOf, float, list } from "../../wgsl/text.ts";

type Size = readonly [height: number, width: number];

/** How many of so many sampled pixels a guess may be wrong by. */
const doubt = (pixels: number) => 8 + 0.001 * pixels;

/** WGSL functions that decide about the pixels of some lines and columns, and list those that are close to the level. */
export function decidingFunctions([height, width]: Size): string {
  const { groups, close } = groupsOf([height, width]), { folds } = linesOf(height);
  const ofFold = (text: (fold: Fold) => string | number) =>
    folds.slice(1).reduce(
      (others, fold, i) => `select(${others}, ${text(fold)}, fold == ${i + 1}u)`,
      `${text(folds[0]!)}`,
    );
  return `
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
    eachOf(list(COLUMNS, (i) => i), (i) => {
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
    eachOf(Array.from("xyzw"), (of) =>
      `if (open.${of} && place < ${close}u) {
    values[place] = noise.${of};
    places[place] = y * ${width} + columns.${of};
  }
  place += u32(open.${of});`)
  }
  return place < ${close}u;
}`;
}

/**
 * WGSL statements that guess between which bounds the noise at the level is, from some lines: they halve a range, and count
 * the sampled pixels below its middle. They leave `lowest` and `highest`, and `least` and `most`, which are certain.
 */
export function guessBounds(size: Size): string {
  const [height, width] = size, { groups, threads, groupsEach, close, everyPixel } = groupsOf(size);
  const { folds, sets } = linesOf(height);
  const step = Math.ceil(sets * folds.length / SAMPLED), firstSampled = Math.floor(step / 2);
  const sampled = Math.ceil((sets - firstSampled) / step);
  const columns = list(threads, (t) => width - COLUMNS * groupsEach * t)
    .reduce((sum, left) => sum + Math.min(COLUMNS, Math.max(0, left)), 0);
  const looked = sampled * folds.length * columns, share = looked / (height * width);
  const doubted = float(Math.min(doubt(looked), 0.3 * close * share));
  const halvings = everyPixel ? HALVINGS.all : HALVINGS.some;
  const samples = folds.flatMap((_, fold) => list(sampled, (i) => `sample${i}_${fold}`));
  return `addAlong(field, min(first, ${groups - 1}));
  ${
    eachOf(list(sampled, (i) => i), (i) =>
      `makeLines(${firstSampled + step * i});
    ${eachOf(folds, (_, fold) => `let sample${i}_${fold} = line${fold};`)}`)
  }
  let counts = select(vec4<u32>(0u), vec4<u32>(1u), vec4<i32>(0, 1, 2, 3) + vec4<i32>(${COLUMNS} * first) < vec4<i32>(${width}));
  var range = vec2<f32>(-about.y, about.y);
  var inRange = vec2<f32>(0.0, ${float(looked)});
  let sought = about.z * ${float(share)};
  for (var halving = 0; halving < ${halvings}; halving++) {
    let middle = 0.5 * (range.x + range.y);
    var lowers = vec4<u32>(0u);
    ${
    eachOf(samples, (sample) =>
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
  }`;
}

/**
 * WGSL statements that make all lines, and decide about what is outside of `bounds`: they add the pixels below and between
 * the bounds to `numbers`, and list those between.
 */
export function decideLines([height, width]: Size): string {
  const { groups, groupsEach } = groupsOf([height, width]), { folds, blocks } = linesOf(height);
  return `var numbers = vec2<u32>(0u);
    for (var group = first; group < min(first + ${groupsEach}, ${groups}); group++) {
      ${groupsEach === 1 ? "" : "addAlong(field, group);"}
      let inside = 0xffffffffu >> u32(8 * max(0, ${COLUMNS} * group + ${COLUMNS} - ${width}));
      for (var block = 0; block < ${blocks}; block++) {
        ${
    eachOf(folds, (_, fold) => `var under${fold} = vec4<u32>(0u);\n    var upTo${fold} = vec4<u32>(0u);`)
  }
        ${
    eachOf(list(CUT_LINES, (j) => j), (j) =>
      `makeLines(${CUT_LINES} * block + ${j});
        ${
        eachOf(folds, ({ line, upwards }, fold) => {
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
    eachOf(folds, ({ block }, fold) =>
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
    }`;
}

/** WGSL statements that order the listed pixels, and clear those that are below the level. */
export function orderListed(size: Size): string {
  const [, width] = size, { threads, close } = groupsOf(size), own = list(close / threads, (i) => i);
  const clear = (place: string) =>
    `atomicAnd(&result[out + ${place} / ${CUT_LINES * width} * ${width} + ${place} % ${width}],
        ~(1 << u32(${place} / ${width} % ${CUT_LINES})));`;
  return `${
    eachOf(own, (i) =>
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
    eachOf(own, (i) =>
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
    eachOf(own, (i) =>
      `rank${i} += select(0u, 1u, other < value${i} || (other == value${i} && before < place${i}));`)
  }
      }
      ${eachOf(own, (i) => `if (isOpen${i} && rank${i} < wanted) { ${clear(`place${i}`)} }`)}`;
}

/** WGSL statements that look for the level elsewhere, where the bounds were wrong or hold too many pixels. */
export const moveBounds = `// The range goes on as far as it must, if noise is as dense there, and some more.
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
    }`;
