import type { Source } from "./manifest.ts";

/**
 * The folder that the files of a data set are downloaded to. Archives have names of their own; files that are kept as they
 * are may be called like those of another set, so they get a folder.
 */
export function stagingFolder({ kind, folder }: Pick<Source, "kind" | "folder">, dataDir: string): string {
  return kind === "file" ? `${dataDir}/${folder}.download` : dataDir;
}
