import { type Either, left, right } from "fp-ts/Either";

/** A fault by hand: a change of a text that a file holds once. */
export interface Fault {
  /** The file, from the checkout's folder. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** The test files of which one must fail. */
  readonly tests: readonly string[];
}

/** A change of a source file, and who should see it. */
export interface Mutation {
  readonly file: string;
  /** The line, from 1. */
  readonly line: number;
  /** Where the text to replace begins and ends in the file. */
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
  /** The file and the changed line, by which {@linkcode equivalent} knows it. */
  readonly name: string;
  readonly tests: readonly string[];
}

/** Makes a mutation of a place in a source text. */
export function mutationAt(
  { file, tests }: Pick<Mutation, "file" | "tests">,
  source: string,
  start: number,
  end: number,
  replacement: string,
): Mutation {
  const first = source.lastIndexOf("\n", start - 1) + 1;
  const last = source.indexOf("\n", end), stop = last < 0 ? source.length : last;
  const changed = source.slice(first, start) + replacement + source.slice(end, stop);
  const name = `${file}: ${changed.trim().replace(/\s*\n\s*/g, " ")}`;
  return { file, line: source.slice(0, start).split("\n").length, start, end, replacement, name, tests };
}

/** Finds a fault's text in its file; a text that is not there once is stale, which is said in a line. */
export function locate(fault: Fault, source: string): Either<string, Mutation> {
  const found = source.split(fault.find).length - 1;
  if (found !== 1) {
    return left(
      `Cannot mutate ${fault.file}: its text must be there once, ${found} times there is ${fault.find}`,
    );
  }
  const start = source.indexOf(fault.find);
  return right(mutationAt(fault, source, start, start + fault.find.length, fault.replace));
}
