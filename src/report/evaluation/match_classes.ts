import { labelsFrom } from "../../data/labels.ts";
import { DataError, type Dataset, type Samples } from "../../data/mod.ts";
import { someOf } from "./some_of.ts";

/** A data set whose labels are those of a run. */
export interface MatchedClasses {
  readonly dataset: Dataset<Samples>;
  /** The classes of the run that the data set does not have. */
  readonly missing: readonly string[];
}

/**
 * Gives the samples of a data set the labels that its class names have in a run.
 *
 * @param dataset The data set, with all classes of the run or some of them.
 * @param classNames The classes of the run.
 * @throws {DataError} If the run does not know a class, or names do not tell the classes apart.
 */
export function matchClasses(dataset: Dataset<Samples>, classNames: readonly string[]): MatchedClasses {
  const theirs = dataset.classNames.map(composed), own = classNames.map(composed);
  if (theirs.length === own.length && theirs.every((name, label) => name === own[label])) {
    return { dataset: { ...dataset, classNames }, missing: [] };
  }
  const twice = [theirs, own].flatMap((names) =>
    names.filter((name, label) => names.indexOf(name) !== label)
  );
  if (twice.length > 0) {
    throw new DataError(
      `Cannot evaluate: classes are matched by their names and must have different ones, twice there is ${
        someOf(twice)
      }`,
    );
  }
  const unknown = dataset.classNames.filter((_, label) => !own.includes(theirs[label]!));
  if (unknown.length > 0) {
    throw new DataError(
      `Cannot evaluate: the classes of the images must be among those of the run, unknown to it: ${
        someOf(unknown)
      }; it knows ${someOf(classNames, 10)}`,
    );
  }
  const labels = theirs.map((name) => own.indexOf(name));
  const relabelled = <S extends Samples>(samples: S): S => ({
    ...samples,
    labels: labelsFrom(Array.from(samples.labels, (label) => labels[label]!), classNames.length),
  });
  return {
    dataset: { ...dataset, classNames, train: relabelled(dataset.train), test: relabelled(dataset.test) },
    missing: classNames.filter((_, label) => !theirs.includes(own[label]!)),
  };
}

/** A name however its file system spells accents. */
function composed(name: string): string {
  return name.normalize("NFC");
}
