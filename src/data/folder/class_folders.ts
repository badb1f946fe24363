import { MOST_CLASSES } from "../labels.ts";
import { broken, type Origin } from "../origin.ts";

/** A class and its folder. */
export interface ClassFolder {
  /** The name of the folder, in the normal form NFC. */
  readonly name: string;
  readonly path: string;
}

/**
 * The classes whose folders are in a folder, in the order of their names by code units. Names are compared in the normal
 * form NFC, since some file systems store what is typed in another one; two folders may not have the same.
 *
 * @param least How many there must be.
 * @throws {DataError} If there are too few or too many, or two have the same name.
 */
export function classFolders(
  origin: Origin,
  root: string,
  folders: readonly string[],
  least: number,
): readonly ClassFolder[] {
  if (folders.length < least || folders.length > MOST_CLASSES) {
    const named = folders.length === 1 ? `1 (${folders[0]})` : folders.length;
    throw broken(origin, `${root} must hold ${least}…${MOST_CLASSES} class folders`, named);
  }
  const byName = new Map<string, string>();
  for (const folder of folders) {
    const name = folder.normalize("NFC"), other = byName.get(name);
    if (other !== undefined) {
      const value = `${spelled(other)} and ${spelled(folder)}`;
      throw broken(origin, `class folders in ${root} must differ in more than how they are encoded`, value);
    }
    byName.set(name, folder);
  }
  const names = [...byName.keys()].sort();
  return names.map((name) => ({ name, path: `${root}/${byName.get(name)}` }));
}

/** A name with its code points, where they are none of ASCII. */
function spelled(name: string): string {
  const escape = (letter: string) => `\\u{${letter.codePointAt(0)!.toString(16)}}`;
  return `"${name.replace(/[^ -~]/gu, escape)}"`;
}
