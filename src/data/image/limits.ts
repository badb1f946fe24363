import { damage, ImageProblem } from "./image_problem.ts";

const MEGAPIXELS = 100;
const MEGABYTES = 900;

/**
 * Demands that an image has pixels, and at most 100 megapixels: more than cameras make, and few enough to be decoded.
 *
 * @param byte Where the file says it.
 * @throws {ImageProblem} If it has none or more.
 */
export function demandPixels(height: number, width: number, byte: number): void {
  const size = `${height}×${width} pixels`;
  if (height * width === 0) throw damage(size, byte);
  if (height * width > 1e6 * MEGAPIXELS) {
    throw new ImageProblem(`must have at most ${MEGAPIXELS} megapixels`, size, byte);
  }
}

/**
 * Demands that decoding an image leaves a worker below a gigabyte, of which 900 MB are for the image.
 *
 * @param bytes How much it takes, its file included.
 * @param byte Where the file says it.
 * @throws {ImageProblem} If it takes more.
 */
export function demandMemory(bytes: number, byte: number): void {
  const megabytes = Math.ceil(bytes / 1e6);
  if (megabytes <= MEGABYTES) return;
  throw new ImageProblem(`must be decoded in at most ${MEGABYTES} MB of memory`, `${megabytes} MB`, byte);
}
