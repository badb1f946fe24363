import type { Buffer, Kernel } from "../../../device/mod.ts";

const THREADS = 64, OF_GROUP = 32 * THREADS;

/**
 * A kernel that copies `count` numbers as they are, from number `first` on. (tfjs takes whole numbers through floats, which
 * have no room for four bytes.)
 *
 * - Reads `numbers`.
 * - Writes as many of them.
 * - Read by whoever asked for a part, and the mask, which reads learned rasters among the `given` ones.
 *
 * @param into Where they go, from number `at` on. @default a buffer of their own
 */
export function copyKernel(
  numbers: Buffer,
  first: number,
  count: number,
  into?: Buffer,
  at = 0,
): Kernel {
  const dtype = numbers.dtype === "int32" ? "int32" : "float32";
  return {
    key: `miamix copy ${dtype}`,
    output: into?.shape ?? [count],
    ...(into && { into }),
    dtype,
    dispatch: [Math.ceil(count / OF_GROUP), 1, 1],
    workgroup: THREADS,
    uniforms: { first, count, at },
    inputs: { numbers },
    code: () => `
fn main(_index : i32) {
  let begin = i32(workgroupId.x) * ${OF_GROUP};
  for (var i = begin + i32(localIndex); i < min(begin + ${OF_GROUP}, uniforms.count); i += ${THREADS}) {
    result[uniforms.at + i] = numbers[uniforms.first + i];
  }
}`,
  };
}
