import { rightOf } from "../data_task.ts";
import { broken, type Origin } from "../origin.ts";
import { isImageName } from "./image_names.ts";
import { listFolder, type Listing } from "./list_folder.ts";

/** A folder with a folder for each class. */
export interface Place {
  readonly path: string;
  readonly listing: Listing;
}

/** The folders that hold the classes of a set. */
export interface SplitFolders {
  /** The classes to learn. */
  readonly train: Place;
  /** The classes to test with; nothing where a share of the others is to be held out. */
  readonly test?: Place;
  /** All folders that were listed to find these, of which other files are left out. */
  readonly places: readonly Place[];
  /** Says what is tested with. */
  readonly note: string;
}

/** The names of the folder to test with, in any case; the first that is there is used. */
const TESTS = ["val", "valid", "validation", "test"];

/**
 * Looks which folders hold the classes: `train` and one to test with, `train` alone, or the folder itself. A folder
 * `train` with images in it and nothing to test with beside it is a class like any other, and a folder `test` without
 * class folders has no labels and is not used.
 *
 * @param origin What is read.
 * @param root The folder.
 * @param testFolder The folder to test with, if it is chosen.
 * @param held Words that say what is held out where there is none.
 * @throws {DataError} If a folder cannot be read, or it cannot be told what to test with.
 */
export async function findSplits(
  origin: Origin,
  root: string,
  testFolder: string | undefined,
  held: string,
): Promise<SplitFolders> {
  const place = async (path: string) => ({ path, listing: await rightOf(listFolder(origin, path)) });
  const all = await place(root), { folders } = all.listing;
  const called = (name: string) => {
    const [first, second] = folders.filter((folder) => folder.toLowerCase() === name);
    if (second === undefined) return first;
    const rule = `${root} must hold one folder of a name, whether in capitals or not`;
    throw broken(origin, rule, `${first} and ${second}`);
  };
  const train = called("train"), others = folders.filter((name) => name !== train);
  if (testFolder !== undefined) {
    const rule = `${root} must hold a folder train and beside it the folder to test with`;
    if (train === undefined) throw broken(origin, rule, `${testFolder} without train`);
    if (!others.includes(testFolder)) throw broken(origin, rule, `${testFolder}, which is not there`);
    const note = `Test images: those in ${testFolder}.`;
    const learned = await place(`${root}/${train}`), test = await place(`${root}/${testFolder}`);
    return { train: learned, test, places: [all, learned, test], note };
  }
  const flat = { train: all, places: [all], note: `Test images: ${held}.` };
  if (train === undefined) return flat;
  const learned = await place(`${root}/${train}`);
  const tests = TESTS.map(called).filter((name) => name !== undefined);
  const usable: string[] = [];
  for (const name of tests) {
    const isLabelled = name.toLowerCase() !== "test" || await hasFolders(place(`${root}/${name}`));
    if (isLabelled) usable.push(name);
  }
  const [test, ...unused] = usable;
  if (test !== undefined) {
    const rest = unused.length === 0 ? "" : `, not those in ${unused.join(", ")} (--test-folder chooses)`;
    const note = `Test images: those in ${test}${rest}.`, measured = await place(`${root}/${test}`);
    return { train: learned, test: measured, places: [all, learned, measured], note };
  }
  if (learned.listing.folders.length === 0 && learned.listing.files.some(isImageName)) return flat;
  const strange = others.filter((name) => !tests.includes(name));
  if (strange.length > 0) {
    const rule =
      `beside ${root}/${train} may only be a folder to test with, called ${TESTS.join(", ")} or what ` +
      `--test-folder says (--data-dir ${root}/${train} reads that folder alone)`;
    throw broken(origin, rule, strange.slice(0, 10).join(", "));
  }
  const why = tests[0] === undefined ? `there is no ${TESTS.join(", ")}` : `${tests[0]} has no class folders`;
  return {
    train: learned,
    places: [all, learned],
    note: `Test images: ${held}, all from ${train}, since ${why}.`,
  };
}

async function hasFolders(place: Promise<Place>): Promise<boolean> {
  return (await place).listing.folders.length > 0;
}
