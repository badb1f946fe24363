import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import * as TE from "fp-ts/TaskEither";
import type { DataError } from "../error.ts";
import type { LabelledFile } from "../image/decode_files.ts";
import { broken, type Origin } from "../origin.ts";
import { leftOut } from "./left_out.ts";
import { type ImageListing, listImages } from "./list_images.ts";

/** Makes a task that lists the images of classes to learn: each has a folder, which must hold one. */
export function listClasses(
  origin: Origin,
  folders: readonly LabelledFile[],
): TE.TaskEither<DataError, ImageListing> {
  return pipe(
    listImages(origin, folders),
    TE.chainEitherK((listings) => {
      const empty = listings.findIndex(({ files }) => files.length === 0);
      if (empty < 0) return E.right(joined(listings));
      const others = listings[empty]!.leftOut.text();
      const value = others === "" ? "none" : `none, but ${others}`;
      return E.left(broken(origin, `${folders[empty]!.path} must hold PNG, JPEG or WebP images`, value));
    }),
  );
}

/** All images of some folders, and all that is left out of them. */
export function joined(listings: readonly ImageListing[]): ImageListing {
  const all = leftOut();
  for (const listing of listings) all.addAll(listing.leftOut);
  return { files: listings.flatMap(({ files }) => files), leftOut: all };
}
