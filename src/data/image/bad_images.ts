import { fileName } from "../data_file.ts";
import type { DataError } from "../error.ts";
import { broken, type Origin, partOf } from "../origin.ts";

/** The treatment of images that are damaged or cannot be read. */
export type BadImages = "stop" | "skip";

/** Options about images that are damaged or cannot be read. */
export interface BadImageOptions {
  /**
   * Whether the first image that is damaged or cannot be read is an error, or such images are left out and listed. More
   * than 10 of them are an error, too, if they are over 1 % of all images.
   *
   * @default {"stop"} Our choice, as are the two bounds.
   */
  readonly badImages?: BadImages;
}

/** An image that was skipped, and what is wrong with it. */
export interface SkippedImage {
  readonly path: string;
  readonly why: string;
}

/** Decides about the images of a set that cannot be read. */
export interface BadImageKeeper {
  /** Those skipped so far. */
  readonly skipped: readonly SkippedImage[];
  /** Skips an image, or throws what is wrong with it. */
  readonly meet: (path: string, problem: DataError) => void;
}

/** Starts to keep the images that are skipped, of a set of so many images in a folder. */
export function badImageKeeper(
  origin: Origin,
  { badImages = "stop" }: BadImageOptions,
  set: { readonly folder: string; readonly count: number },
): BadImageKeeper {
  const skipped: SkippedImage[] = [];
  return {
    skipped,
    meet(path, problem) {
      if (badImages === "stop") throw problem;
      const why = partOf(origin, problem).replaceAll(path, fileName(path));
      skipped.push({ path: path.slice(set.folder.length + 1), why });
      if (skipped.length <= Math.max(FEW, set.count / 100)) return;
      const rule = `at most ${FEW} images, or 1 % of the ${set.count.toLocaleString("en")}, may be skipped`;
      const value = [`${skipped.length} or more:`, ...skippedLines(skipped)].join("\n");
      throw broken(origin, rule, value);
    },
  };
}

/** The damaged images that are skipped however few images there are. */
const FEW = 10;

/** Says which images were skipped and why; no line if there are none. */
export function skippedNotes(skipped: readonly SkippedImage[], count: number): readonly string[] {
  if (skipped.length === 0) return [];
  const all = count.toLocaleString("en"), images = count === 1 ? "image" : "images";
  return [`Skipped ${skipped.length} of ${all} ${images} that cannot be read:`, ...skippedLines(skipped)];
}

function skippedLines(skipped: readonly SkippedImage[]): readonly string[] {
  const lines = skipped.slice(0, LISTED).map(({ path, why }) => `  ${path}: ${why}`);
  return skipped.length > LISTED ? [...lines, `  and ${skipped.length - LISTED} more`] : lines;
}

/** The most that are listed. */
const LISTED = 10;
