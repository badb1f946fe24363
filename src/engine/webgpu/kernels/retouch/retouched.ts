import type { Buffer, Kernel } from "../../../../device/mod.ts";
import { foursOf, looksAt } from "../../wgsl/looks.ts";
import { IN_WORD } from "./retouch.ts";
import type { RetouchPlan } from "../../layout/retouch_plan.ts";
import { runsOf, THREADS } from "../../layout/runs.ts";
import type { Source } from "../../wgsl/source.ts";
import { lanesFor } from "../../wgsl/print.ts";
import { each } from "../../wgsl/text.ts";

/**
 * A kernel that blends images with their chains, as `retouch()` on the host: `[samples, h, w, c]`.
 *
 * - Reads `images`, `planes` and `list`.
 * - Writes images `[samples, height, width, channels]`.
 * - Read by `placed`, the kernels that find peaks, and the blend.
 *
 * @param planes What `retouchedPlanes()` gives.
 */
export function retouchedKernel(
  images: Source,
  planes: Buffer,
  plan: RetouchPlan,
  viewed: boolean,
): Kernel {
  const [, height, width, channels] = images.shape;
  const { samples, chains, row } = plan, words = Math.ceil(channels / IN_WORD);
  const runs = runsOf([height, 4 * foursOf(width).across], 4);
  const lanes = lanesFor(width), looks = looksAt(images, viewed);
  const chainOf = (i: number) => `row + ${row.share + 1 + 2 * i}`;
  const numbers = Array.from(
    { length: 4 * channels },
    (_, i) => `mixed[${i % channels}][${Math.floor(i / channels)}]`,
  );
  return {
    key: `miamix retouched ${height}x${width}x${channels} ${images.bytes} ${viewed} ${chains}`,
    output: [samples, height, width, channels],
    dtype: "float32",
    dispatch: [runs.groups, samples, 1],
    workgroup: THREADS,
    lanes,
    uniforms: { places: runs.places, stride: row.stride, planes: plan.planes },
    inputs: { images: images.pixels, planes, list: plan.list },
    inputLanes: { images: looks.lanes, planes: 4, list: 1 },
    code: () => `
${looks.code}

fn main(_index : i32) {
  let n = i32(workgroupId.y);
  let row = n * uniforms.stride;
  look(row);
  let share = list[row + ${row.share}];
  ${
      each(chains, (i) =>
        `let weight${i} = list[${chainOf(i)}];
  let plane${i} = (n * uniforms.planes + i32(list[${chainOf(i)} + 1])) * ${words * runs.places};`)
    }
  ${
      runs.along(`let clean = pixelsAt(line, column / 4);
    var mixed = array<vec4<f32>, ${channels}>();
    ${
        each(chains, (i) =>
          each(
            words,
            (word) =>
              `let word${i}x${word} = bitcast<vec4<u32>>(planes[plane${i} + ${word * runs.places} + place]);`,
          ))
      }
    ${
        each(channels, (c) =>
          each(
            chains,
            (i) =>
              `mixed[${c}] += weight${i} * vec4<f32>((word${i}x${Math.floor(c / IN_WORD)} >> vec4<u32>(${
                8 * (c % IN_WORD)
              }u)) & vec4<u32>(255u));`,
          ))
      }
    ${each(channels, (c) => `mixed[${c}] = clean[${c}] + share * (mixed[${c}] - clean[${c}]);`)}
    ${
        lanes === 4
          ? each(
            channels,
            (i) =>
              `result[(n * ${runs.places} + place) * ${channels} + ${i}] = ${`vec4<f32>(${
                numbers.slice(4 * i, 4 * i + 4)
              })`};`,
          )
          : each(4, (j) =>
            `if (column + ${j} < ${width}) {
      let out = ((n * ${height} + line) * ${width} + column + ${j}) * ${channels};
      ${each(channels, (c) => `result[out + ${c}] = ${numbers[j * channels + c]};`)}
    }`)
      }`)
    }
}`,
  };
}
