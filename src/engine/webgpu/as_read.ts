import * as tf from "@tensorflow/tfjs";
import type { ImageShape } from "../../batch.ts";
import type { PassPlan } from "../../draw.ts";
import type { Kernel } from "../../webgpu/kernel.ts";
import { AS_IT_IS } from "../as_read.ts";
import { lerp, type MaskInputs, maskParts } from "./blend.ts";
import { Row } from "./rows.ts";
import { runsOf, THREADS } from "./runs.ts";
import { readSource, type Source } from "./source.ts";
import { lanesSource, vector } from "./wgsl.ts";

/**
 * A kernel that makes every sample's anchor or partner as it is read, `[samples, h, w, c]`: as `seeImages()` on the host.
 *
 * @param shown The mask, to make a partner only where it is not 1.
 */
export function asReadKernel(
  of: "anchor" | "partner",
  images: Source,
  rows: tf.Tensor,
  { placements }: PassPlan,
  shape: ImageShape,
  stride: number,
  shown?: MaskInputs,
): Kernel {
  const [samples, height, width, channels] = shape;
  const mask = shown && maskParts(shown, [height, width]);
  const lanes = mask?.lanes ?? (width % 4 === 0 ? 4 : 1), runs = runsOf([height, width], lanes);
  const placed = of === "partner" && placements.length > 0
    ? placements
    : Float32Array.from({ length: 7 * samples }, (_, i) => AS_IT_IS[i % 7]!);
  const each = (text: (c: number) => string) =>
    Array.from({ length: channels }, (_, c) => text(c)).join("\n    ");
  /** Reads the pixels of a corner, where it has a share and is in the image. */
  const corner = (name: string, x: string, y: string, share: string) =>
    `${each((c) => `var ${name}${c} = 0.0;`)}
    let ${name} = placeOf(i32(${x}), i32(${y}));
    if (${name} >= 0 && ${share}) { ${each((c) => `${name}${c} = imagesAt(${name} + ${c});`)} }`;
  return {
    key: `miamix ${of} as read ${shape.slice(1)} ${stride} ${images.bytes} ${mask?.key}`,
    output: [...shape],
    dtype: "float32",
    dispatch: [runs.groups, samples, 1],
    workgroup: THREADS,
    lanes,
    uniforms: { places: runs.places, ...mask?.uniforms },
    inputs: { images: images.pixels, plan: rows, placements: tf.tensor1d(placed), ...mask?.inputs },
    inputLanes: { images: 1, plan: 1, placements: 1, ...mask?.inputLanes },
    code: `
${mask?.code ?? lanesSource[lanes]}
${lerp("f32")}
${readSource("images", images)}
/** The two pixels along a side that a point is between, and the share of the first. */
fn neighbours(point : f32, last : i32, linear : bool) -> vec3<f32> {
  let start = select(floor(point), point - 0.5, linear);
  let first = floor(start);
  return vec3<f32>(clamp(first, 0.0, f32(last)), clamp(first + 1.0, 0.0, f32(last)), 1.0 - (start - first));
}

/** The view of a sample, loaded once for all pixels of a run. */
var<private> image : i32;
var<private> dx : i32;
var<private> dy : i32;
var<private> mirrored : bool;

/** The place of a pixel of the view among all numbers; -1 outside of the image. */
fn placeOf(x : i32, y : i32) -> i32 {
  let column = select(x, ${width - 1} - x, mirrored) + dx;
  let line = y + dy;
  let outside = column < 0 || column >= ${width} || line < 0 || line >= ${height};
  return select(((image * ${height} + line) * ${width} + column) * ${channels}, -1, outside);
}

/** How the sample's partner is placed. */
var<private> linear : bool;
var<private> alongX : vec3<f32>;
var<private> alongY : vec3<f32>;

fn pixelAt(line : i32, column : i32) -> array<f32, ${channels}> {
  let point = vec2<f32>(f32(column) + 0.5, f32(line) + 0.5);
  let u = neighbours(alongX.x * point.x + alongX.y * point.y + alongX.z, ${width - 1}, linear);
  let v = neighbours(alongY.x * point.x + alongY.y * point.y + alongY.z, ${height - 1}, linear);
  ${corner("a", "u.x", "v.x", "true")}
  ${corner("b", "u.y", "v.x", "u.z != 1.0")}
  ${corner("d", "u.x", "v.y", "v.z != 1.0")}
  ${corner("e", "u.y", "v.y", "u.z != 1.0 && v.z != 1.0")}
  return array<f32, ${channels}>(${
      Array.from(
        { length: channels },
        (_, c) => `lerp(v.z, lerp(u.z, a${c}, b${c}), lerp(u.z, d${c}, e${c}))`,
      )
        .join(", ")
    });
}

fn main(_index : i32) {
  let n = i32(workgroupId.y);
  let row = n * ${stride};
  let view = row + ${of === "partner" ? Row.partnerView : Row.anchorView};
  image = ${of === "partner" ? "i32(plan[row])" : "n"};
  dx = i32(plan[view]);
  dy = i32(plan[view + 1]);
  mirrored = plan[view + 2] > 0.0;
  let at = n * 7;
  linear = placements[at + 6] > 0.0;
  alongX = vec3<f32>(placements[at], placements[at + 1], placements[at + 2]);
  alongY = vec3<f32>(placements[at + 3], placements[at + 4], placements[at + 5]);
  // A place that is passed over in a loop of its own takes no time, where one behind a condition may.
  var wanted = 0u;
  ${
      shown === undefined ? "wanted = 0xffffffffu;" : `begin(row + ${Row.params + shown.mask.first});
  ${
        runs.along(
          `wanted |= select(0u, 1u << u32((place - first) / ${THREADS}), any(shareAt(line, column) != V(1.0)));`,
        )
      }`
    }
  ${
      runs.among(
        "wanted",
        `${
          Array.from({ length: lanes }, (_, i) => `let pixel${i} = pixelAt(line, column + ${i});`).join(
            "\n    ",
          )
        }
    let out = (n * ${runs.places} + place) * ${channels};
    ${
          each((i) => {
            const numbers = Array.from({ length: lanes }, (_, j) => lanes * i + j)
              .map((place) => `pixel${Math.floor(place / channels)}[${place % channels}]`);
            return `result[out + ${i}] = ${vector(numbers)};`;
          })
        }`,
      )
    }
}`,
  };
}
