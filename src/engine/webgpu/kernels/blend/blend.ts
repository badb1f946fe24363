import type { Kernel } from "../../../../device/mod.ts";
import type { ImageShape, Normalization } from "../../../../batch.ts";
import type { Beside } from "./labels.ts";
import { type MaskInputs, maskParts } from "../../wgsl/mask_parts.ts";
import { type ReadImages, readsOf } from "../../wgsl/reads.ts";
import { Row } from "../../layout/plan_layout.ts";
import { runsOf, THREADS } from "../../layout/runs.ts";
import { component, lanesOf, lerp, type PrintedWgsl, vector } from "../../wgsl/print.ts";
import { each } from "../../wgsl/text.ts";

/** What anchors and partners are read from. */
export interface Pair<T> {
  readonly anchors: T;
  readonly partners: T;
}

/** How many workgroups mix an image. */
export function workgroupsEach(mask: PrintedWgsl, size: readonly [height: number, width: number]): number {
  return runsOf(size, lanesOf(mask, size[1])).groups;
}

/**
 * A kernel that evaluates the mask, reads anchor and partner, and mixes them, `[samples, h, w, c]`. Where the mask is 1
 * the partner is not read, and where it is 0 the anchor is not: reading is what takes the time. Every channel of the
 * result is normalised, if that is asked for.
 *
 * - Reads `anchors` and `partners`, images of the batch or the pool, or gathered ones; `plan`, the table of the laid
 *   out plan; `made` and `given`, if the mask reads rasters.
 * - Writes images `[samples, height, width, channels]`, and what is made beside them.
 * - Read by the next pass, or whoever asked for the batch.
 *
 * @param beside What it makes besides the images, from the shares of the mask.
 */
export function blendKernel(
  { anchors, partners }: Pair<ReadImages>,
  inputs: MaskInputs,
  shape: ImageShape,
  normalize: Normalization | undefined,
  beside: Beside | undefined,
): Kernel {
  const { plan, stride, mask } = inputs;
  const [samples, height, width, channels] = shape;
  const source = maskParts(inputs, [height, width]), { lanes } = source;
  const runs = runsOf([height, width], lanes);
  const layout = { shape, lanes, stride, runs };
  const a = readsOf("anchor", anchors, layout), b = readsOf("partner", partners, layout);
  const write = each(channels, (i) => {
    const places = Array.from({ length: lanes }, (_, j) => lanes * i + j);
    const share = vector(places.map((place) => component("m", Math.floor(place / channels), lanes)));
    const mixed = `lerp(${share}, anchor${i}, partner${i})`;
    return `result[out + ${i}] = ${normalized(mixed, places.map((place) => place % channels), normalize)};`;
  });
  const blend = (readPartner: string) =>
    `${each(channels, (i) => `var anchor${i} = V(0.0);\n    var partner${i} = V(0.0);`)}
    ${a.read}
    ${readPartner}
    let out = (n * ${runs.places} + place) * ${channels};
    ${write}`;
  const inPlace = `let m = shareAt(line, column);
    ${beside?.addsUp ? "total += m;" : ""}
    ${blend(b.read)}`;
  // Where partners are moved, anchors are copied first, and then what shows partners is mixed. A place that is passed over
  // in a loop takes no time, where one behind a condition may.
  const moved = (readMoved: string) =>
    `${partners.stays ? runs.along(inPlace, "!moved") : ""}
  var wanted = 0u;
  ${
      runs.along(
        `let shares = shareAt(line, column);
    ${beside?.addsUp ? "total += shares;" : ""}
    wanted |= select(0u, 1u << u32((place - first) / ${THREADS}), any(shares != V(1.0)));
    let m = V(1.0);
    ${blend("")}`,
        "moved",
      )
    }
  ${
      runs.among(
        "wanted",
        `let m = shareAt(line, column);
    ${blend(readMoved)}`,
      )
    }`;
  const how = [anchors, partners].map(({ source, own, placed, viewed, stays }) =>
    `${source.bytes} ${own} ${placed} ${viewed} ${stays}`
  );
  return {
    key: `miamix blend ${channels} ${how} ${shown(normalize)} ${beside?.key} ${source.key}`,
    output: [...shape],
    dtype: "float32",
    dispatch: [runs.groups, samples, 1],
    workgroup: THREADS,
    lanes,
    ...(beside && { alsoInto: beside.alsoInto }),
    uniforms: { places: runs.places, ...beside?.uniforms, ...source.uniforms },
    inputs: {
      anchors: anchors.source.pixels,
      partners: partners.source.pixels,
      plan,
      ...beside?.inputs,
      ...source.inputs,
    },
    inputLanes: {
      anchors: a.lanes,
      partners: b.lanes,
      plan: 1,
      ...beside?.inputLanes,
      ...source.inputLanes,
    },
    code: () => `
${source.code}
${beside?.code ?? ""}
${lerp("lerp", "V")}
${a.code}
${b.code}

fn main(_index : i32) {
  let n = i32(workgroupId.y);
  let row = n * ${stride};
  begin(row + ${Row.params + mask.first});
  ${a.setUp}
  ${b.setUp}
  ${beside?.addsUp ? "var total = V(0.0);" : ""}
  ${b.readMoved === undefined ? runs.along(inPlace) : moved(b.readMoved)}
  ${beside?.end(beside.addsUp ? "totalOf(total)" : "0.0") ?? ""}
}`,
  };
}

/** A normalization as text, for the key of a kernel. */
function shown(normalize: Normalization | undefined): string {
  return normalize === undefined ? "" : `${Array.from(normalize.mean)}/${Array.from(normalize.std)}`;
}

/** WGSL for normalised numbers of these channels. */
function normalized(
  value: string,
  channels: readonly number[],
  normalize: Normalization | undefined,
): string {
  if (normalize === undefined) return value;
  const literals = (numbers: Normalization["mean"]) =>
    vector(channels.map((channel) => `f32(${Math.fround(numbers[channel]!)})`));
  return `(${value} - ${literals(normalize.mean)}) / ${literals(normalize.std)}`;
}
