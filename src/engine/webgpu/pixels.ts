/** Invocations in a workgroup, and the pixels of a sample that it works on: neighbours are worked on at once. */
export const THREADS = 64, TILE = 1024;

/** How many workgroups a sample has. */
export function tiles(pixels: number): number {
  return Math.ceil(pixels / TILE);
}

/** WGSL that does something at every pixel of the tile of a workgroup: `pixel`, of line `line` and column `column`. */
export function atEveryPixel([height, width]: readonly [number, number], statements: string): string {
  return `
  for (var i = 0; i < ${TILE / THREADS}; i++) {
    let pixel = (i32(workgroupId.x) * ${TILE / THREADS} + i) * ${THREADS} + i32(localIndex);
    if (pixel < ${height * width}) {
      let line = lineOf(pixel);
      let column = pixel - line * ${width};
      ${statements}
    }
  }`;
}

/** WGSL for the line that a pixel is in. Whole numbers are divided slowly by software adapters, so it corrects a float. */
export function lineOf(width: number): string {
  return `
fn lineOf(pixel : i32) -> i32 {
  let near = i32(f32(pixel) * ${1 / width});
  let rest = pixel - near * ${width};
  return near + select(0, 1, rest >= ${width}) - select(0, 1, rest < 0);
}`;
}
