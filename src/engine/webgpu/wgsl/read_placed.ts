import type { ImageShape } from "../../../batch.ts";
import { PlacementRow, type Side, ViewRow } from "../../../plan/rows.ts";
import { Row } from "../layout/plan_layout.ts";
import { viewSource } from "./source.ts";
import { type Lanes, lerp, vector } from "./print.ts";
import { each } from "./text.ts";

/** WGSL for the number of the image of sample `n`; `own` says that each sample has one of its own. */
export function imageOf(side: Side, own: boolean): string {
  return side === "anchor" || own ? "n" : `i32(plan[row + ${Row.partner}])`;
}

/**
 * WGSL for `pixelAt(line, column)`: the numbers of a pixel of a sample's partner through its view, where it is placed, as
 * `seeImages()` on the host. The sample is chosen by {@linkcode choosePartner}, and numbers are read by
 * {@linkcode readSource}.
 */
export function readPlaced(images: string, shape: ImageShape): string {
  const [, height, width, channels] = shape;
  /** Reads the pixel at a corner, where it is in the image. */
  const corner = (name: string, x: string, y: string) =>
    `${each(channels, (c) => `var ${name}${c} = 0.0;`)}
    let ${name} = placeOf(i32(${x}), i32(${y}));
    if (${name} >= 0) { ${each(channels, (c) => `${name}${c} = ${images}At(${name} + ${c});`)} }`;
  return `
${lerp("between", "f32")}
/** The two pixels along a side that a point is between, and the share of the first. */
fn neighbours(point : f32, last : i32) -> vec3<f32> {
  let start = select(floor(point), point - 0.5, linear);
  let first = floor(start);
  return vec3<f32>(clamp(first, 0.0, f32(last)), clamp(first + 1.0, 0.0, f32(last)), 1.0 - (start - first));
}

${viewSource(shape)}
/** How the sample's partner is placed. */
var<private> linear : bool;
var<private> alongX : vec3<f32>;
var<private> alongY : vec3<f32>;

fn pixelAt(line : i32, column : i32) -> array<f32, ${channels}> {
  let point = vec2<f32>(f32(column) + 0.5, f32(line) + 0.5);
  let u = neighbours(alongX.x * point.x + alongX.y * point.y + alongX.z, ${width - 1});
  let v = neighbours(alongY.x * point.x + alongY.y * point.y + alongY.z, ${height - 1});
  ${corner("a", "u.x", "v.x")}
  // The other corners have no share where the nearest pixel is read. A loop that is not entered takes no time, where
  // what is behind a condition may.
  for (var once = 0; once < select(0, 1, linear); once++) {
    ${corner("b", "u.y", "v.x")}
    ${corner("d", "u.x", "v.y")}
    ${corner("e", "u.y", "v.y")}
    ${each(channels, (c) => `a${c} = between(v.z, between(u.z, a${c}, b${c}), between(u.z, d${c}, e${c}));`)}
  }
  return array<f32, ${channels}>(${Array.from({ length: channels }, (_, c) => `a${c}`)});
}`;
}

/**
 * WGSL that sets the variables of these names, `V`, to the numbers of neighbouring pixels at `line` and `column`. It is a
 * loop, since compilers can take minutes for as many copies as there are pixels, and that runs no faster.
 */
export function readPlacedPixels(lanes: Lanes, channels: number, name: (i: number) => string): string {
  const set = (i: number) => {
    const places = Array.from({ length: lanes }, (_, j) => lanes * i + j);
    const numbers = vector(places.map((place) => `pixel[${place % channels}]`));
    const pixels = places.map((place) => Math.floor(place / channels));
    const isHere = lanes === 1 ? `k == ${pixels}` : `vec4<i32>(${pixels}) == vec4<i32>(k)`;
    return `${name(i)} = select(${name(i)}, ${numbers}, ${isHere});`;
  };
  return `for (var k = 0; k < ${lanes}; k++) {
      let pixel = pixelAt(line, column + k);
      ${each(channels, set)}
    }`;
}

/** WGSL that loads how the partner of sample `n` is read, whose row of the plan begins at `row`. */
export function choosePartner(own: boolean, stride: number): string {
  const view = Row.views + ViewRow.partner, placement = stride - PlacementRow.length;
  const number = (at: number) => `plan[row + ${at}]`;
  const three = (at: number) => `vec3<f32>(${number(at)}, ${number(at + 1)}, ${number(at + 2)})`;
  return `image = ${imageOf("partner", own)};
  ${
    own ? "" : `dx = i32(${number(view)});
  dy = i32(${number(view + 1)});
  mirrored = ${number(view + 2)} > 0.0;`
  }
  alongX = ${three(placement + PlacementRow.x)};
  alongY = ${three(placement + PlacementRow.y)};
  linear = ${number(placement + PlacementRow.linear)} > 0.0;`;
}
