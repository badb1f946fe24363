import { type Mutation, mutationAt } from "./mutation.ts";

/** What of code is changed, and into what; the whole match is replaced. */
const changes: readonly (readonly [RegExp, (found: string) => string])[] = [
  swaps([" < ", " <= "], [" > ", " >= "], [" === ", " !== "], [" && ", " || "]),
  swaps([" + ", " - "], [" * ", " / "], [" += ", " -= "], [" *= ", " /= "]),
  [/ % /g, () => " * "],
  swaps(["Math.floor(", "Math.ceil("], ["Math.min(", "Math.max("], ["Math.cos(", "Math.sin("]),
  [/Math\.round\(/g, () => "Math.floor("],
  [/(?<![\w.])add\(/g, () => "sub("],
  [/(?<![\w.])sub\(/g, () => "add("],
  [/(?<![\w.])mul\(/g, () => "add("],
  // A sign.
  [/(?<=[([] ?|[=:,?] |return )-(?=[\w(])/g, () => ""],
  // A constant, and what stands for a number that is not given.
  [/(?<=const [A-Z_]+ = |\?\? )\d[\d.e-]*/g, other],
  // Which key, or which draw of it.
  [/(?<=\b(?:fold|integer|uniform|uniformBetween)\((?:[^()]|\([^()]*\))*, )[1-9](?=\))/g, less],
];

/** The braces of options with their defaults, and the first number of each default. */
const options = /\{[^{}]*\}(?= = options\b|: \w+Options\b|\s*=\s*options;)/g;
const fallback = /(?<= = \[?)\d[\d.e-]*/g;

/**
 * Every sign, comparison, default and key of a source file, each changed on its own: `<` becomes `<=`, `+` becomes `-`,
 * `Math.floor` becomes `Math.ceil`, a default is doubled, a draw is another draw of the key. Comments and strings stay.
 *
 * The code must be formatted: operators have a space on either side.
 */
export function mutationsOf(file: string, source: string, tests: readonly string[]): readonly Mutation[] {
  const code = withoutText(source);
  const found = changes.flatMap(([pattern, change]) =>
    [...code.matchAll(pattern)].map(({ index, 0: text }) => [index, text, change(text)] as const)
  );
  for (const { index, 0: braces } of code.matchAll(options)) {
    for (const { index: at, 0: text } of braces.matchAll(fallback)) {
      found.push([index + at, text, other(text)]);
    }
  }
  return found
    .sort(([a], [b]) => a - b)
    .map(([at, text, to]) => mutationAt({ file, tests }, source, at, at + text.length, to));
}

/** Two texts, each for the other. */
function swaps(
  ...pairs: readonly (readonly [string, string])[]
): readonly [RegExp, (found: string) => string] {
  const other = new Map(pairs.flatMap(([a, b]) => [[a, b], [b, a]] as const));
  const texts = [...other.keys()].map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return [new RegExp(texts.join("|"), "g"), (found) => other.get(found)!];
}

/** Another number: twice it, or 1 for 0. */
function other(number: string): string {
  return `${Number(number) === 0 ? 1 : 2 * Number(number)}`;
}

function less(number: string): string {
  return `${Number(number) - 1}`;
}

/** The code with comments, strings and templates blanked out, each character in its place. */
function withoutText(source: string): string {
  const text = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g;
  return source.replace(text, (found) => found.replace(/[^\n]/g, "_"));
}
