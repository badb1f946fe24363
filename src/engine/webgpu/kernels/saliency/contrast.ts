import { type Buffer, type Kernel, roomFor } from "../../../../device/mod.ts";
import type { ContrastSaliency } from "../../../../mask/mod.ts";
import { greysLayout } from "./greys.ts";

/** Lines that one workgroup looks at, where it need not look at them all. */
const LINES = 16;

/** What a workgroup finds: how salient its peak is, and which pixel. */
export const FOUND = 2;

/** How many workgroups look at an image. */
export function contrastGroups(height: number, { scale }: ContrastSaliency): number {
  return scale === "one" ? Math.ceil(height / LINES) : 1;
}

/**
 * A kernel that finds where images are most salient, as `contrastOf()` on the host: for every image and every workgroup
 * that looks at it {@linkcode FOUND} numbers, in the order of their lines.
 *
 * - Reads `greys` and their sums.
 * - Writes the most salient pixel for every workgroup, `[images, groups · FOUND]`.
 * - Read by `fill`, which writes it into the plan.
 *
 * @param greys What `greysKernel()` gives of so many images.
 */
export function contrastKernel(
  greys: Buffer,
  count: number,
  [height, width]: readonly [height: number, width: number],
  saliency: ContrastSaliency,
): Kernel {
  const { across, sums, acrossSums, size, threads } = greysLayout(height, width);
  const { reaches, scale } = saliency;
  const groups = contrastGroups(height, saliency), lines = groups === 1 ? height : LINES;
  const each = (at: string, before: readonly string[] = [], after: readonly string[] = []) =>
    `for (var x = t; x < ${across}; x += ${threads}) {
    ${before.join("\n    ")}
    for (var y = top; y < min(top + ${lines}, ${height}); y++) {
      look(x, y);
      ${at}
    }
    ${after.join("\n    ")}
  }`;
  return {
    key: `miamix contrast ${height}x${width} ${reaches} ${scale}`,
    output: [roomFor(count), groups * FOUND],
    dtype: "int32",
    dispatch: [groups, count, 1],
    workgroup: threads,
    uniforms: { size },
    inputs: { greys },
    inputLanes: { greys: 4 },
    code: () => `
var<workgroup> most : array<i32, ${threads}>;
var<workgroup> places : array<i32, ${threads}>;
var<private> image : i32;

/** How much lighter four neighbours are than their surroundings, and how much darker, in all. */
var<private> on : vec4<i32>;
var<private> off : vec4<i32>;

/** The greys of the lines from \`above\` to \`below\`, up to four neighbours in a line. */
fn sumsAt(above : i32, below : i32, x : i32) -> vec4<i32> {
  let place = clamp(x, -1, ${across}) + 1;
  return greys[below + place] - greys[above + place];
}

/** Counts a difference to the mean of the others as often as is said; floats only guess the quotient. */
fn count(more : vec4<i32>, others : vec4<i32>, times : i32) {
  let far = abs(more);
  let guess = vec4<i32>(vec4<f32>(far) / vec4<f32>(others));
  let rest = far - guess * others;
  let whole = times * (guess + vec4<i32>(rest >= others) - vec4<i32>(rest < vec4<i32>(0)));
  ${
      scale === "one" ? "on += whole;" : `on += select(vec4<i32>(0), whole, more > vec4<i32>(0));
  off += select(whole, vec4<i32>(0), more > vec4<i32>(0));`
    }
}

fn look(x : i32, y : i32) {
  let grey = greys[image + y * ${across} + x];
  let column = 4 * x + vec4<i32>(0, 1, 2, 3);
  on = vec4<i32>(0);
  off = vec4<i32>(0);
  ${
      // Reaches beyond the image are all the same.
      [...Map.groupBy(reaches, (reach) => Math.min(reach, Math.max(height, width)))].map(([reach, same]) =>
        `{
    let top = max(y - ${reach - 1}, 0);
    let bottom = min(y + ${reach + 1}, ${height});
    let above = image + ${sums} + top * ${acrossSums};
    let below = image + ${sums} + bottom * ${acrossSums};
    let left = max(column - ${reach - 1}, vec4<i32>(0));
    let right = min(column + ${reach + 1}, vec4<i32>(${width}));
    let all = (bottom - top) * (right - left);
    ${sumsFrom("before", -reach)}
    ${sumsFrom("within", reach)}
    count(grey * all - (within - before), max(all - 1, vec4<i32>(1)), ${same.length});
  }`
      ).join("\n  ")}
}

var<private> best : i32 = -1;
var<private> place : i32;

/** Keeps the first of the most salient pixels. */
fn keep(salient : i32, at : i32) {
  if (salient > best || (salient == best && at < place)) {
    best = salient;
    place = at;
  }
}

fn main(_index : i32) {
  let t = i32(localIndex);
  let top = i32(workgroupId.x) * ${lines};
  image = i32(workgroupId.y) * uniforms.size;
  ${scale === "one" ? "" : largest(threads, width, each)}
  ${
      each(
        `let salient = ${scale === "one" ? "on" : "255 * on / lights + 255 * off / darks"};
      let more = salient > highest;
      highest = select(highest, salient, more);
      line = select(line, vec4<i32>(y), more);`,
        ["var highest = vec4<i32>(-1);", "var line = vec4<i32>(0);"],
        [..."xyzw"].map((lane, i) =>
          `if (4 * x + ${i} < ${width}) { keep(highest.${lane}, line.${lane} * ${width} + 4 * x + ${i}); }`
        ),
      )
    }
  most[t] = best;
  places[t] = place;
  workgroupBarrier();
  if (t == 0) {
    for (var i = 1; i < ${threads}; i++) { keep(most[i], places[i]); }
    let found = (i32(workgroupId.y) * ${groups} + i32(workgroupId.x)) * ${FOUND};
    result[found] = best;
    result[found + 1] = place;
  }
}`,
  };
}

/** Finds how light and how dark it gets in an image. */
function largest(threads: number, width: number, each: (statements: string) => string): string {
  return `var light = vec4<i32>(1);
  var dark = vec4<i32>(1);
  ${
    each(`let there = 4 * x + vec4<i32>(0, 1, 2, 3) < vec4<i32>(${width});
      light = max(light, select(vec4<i32>(1), on, there));
      dark = max(dark, select(vec4<i32>(1), off, there));`)
  }
  most[t] = max(max(light.x, light.y), max(light.z, light.w));
  places[t] = max(max(dark.x, dark.y), max(dark.z, dark.w));
  workgroupBarrier();
  var lights = 1;
  var darks = 1;
  for (var i = 0; i < ${threads}; i++) {
    lights = max(lights, most[i]);
    darks = max(darks, places[i]);
  }
  workgroupBarrier();`;
}

/** WGSL for the greys of the lines between up to the columns that are so far from four neighbours. */
function sumsFrom(name: string, by: number): string {
  const vectors = Math.floor(by / 4), shift = by - 4 * vectors;
  const first = `sumsAt(above, below, x + ${vectors})`;
  if (shift === 0) return `let ${name} = ${first};`;
  const numbers = [..."xyzw"].map((_, i) => `${name}${i + shift < 4 ? 0 : 1}.${"xyzw"[(i + shift) % 4]}`);
  return `let ${name}0 = ${first};
    let ${name}1 = sumsAt(above, below, x + ${vectors + 1});
    let ${name} = vec4<i32>(${numbers});`;
}
