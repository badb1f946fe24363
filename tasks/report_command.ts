import { parseArgs } from "@std/cli/parse-args";
import { comparison, writeReport } from "../src/report/mod.ts";
import { demandFile, TrainError, writeOutput } from "../src/train/mod.ts";
import { nearest } from "../src/train/nearest.ts";
import { perform } from "./command/perform.ts";

const flags: Readonly<Record<string, string>> = {
  out: "FILE  where to write the page of several runs (default: comparison.html)",
};

function help(): string {
  return [
    "Makes the pages of runs.",
    "",
    "  deno task report RUN       makes report.html, metrics.csv and the TensorBoard events of a run folder anew",
    "  deno task report RUN RUN…  does so for each, and puts them side by side; runs that differ in nothing but the",
    "                             seed become one curve with a band",
    "",
    ...Object.entries(flags).map(([name, text]) => `  --${name} ${text}`),
  ].join("\n");
}

async function main(args: readonly string[]): Promise<void> {
  const given = parseArgs(args, { string: Object.keys(flags), boolean: ["help"], unknown: refuse });
  if (given.help === true) return console.log(help());
  const paths = given._.map((path) => String(path).replace(/(?<=.)\/+$/, ""));
  const { out = "comparison.html" } = given as Readonly<Record<string, string | undefined>>;
  if (paths.length === 0) usage("Cannot make a report: a run folder must be named, current value is nothing");
  if (paths.length > 1 || given.out !== undefined) await demandFile(out, "Cannot make a report: --out");
  const runs = [];
  for (const path of paths) {
    runs.push(await writeReport(path, { now: Date.now }));
    console.log(`${path}/report.html`);
  }
  if (runs.length === 1) return;
  const base = new URL(`file://${Deno.cwd()}/`);
  const page = new URL(encodeURI(out), base).href;
  await writeOutput(
    out,
    comparison(runs, {
      link: ({ path }) => relative(page, new URL(encodeURI(`${path}/report.html`), base).href),
    }),
  );
  console.log(out);
}

/** The way from one address to another. */
function relative(from: string, to: string): string {
  const [start, end] = [from.split("/").slice(0, -1), to.split("/")];
  const same = start.findIndex((part, i) => part !== end[i]);
  const shared = same < 0 ? start.length : same;
  return [...start.slice(shared).map(() => ".."), ...end.slice(shared)].join("/");
}

function refuse(argument: string): boolean {
  if (!argument.startsWith("-")) return true;
  const [name = ""] = argument.split("=");
  const meant = nearest(name, Object.keys(flags).map((flag) => `--${flag}`));
  return usage(`Unknown flag ${name}${meant === undefined ? "" : `, did you mean ${meant}?`}`);
}

function usage(message: string): never {
  throw new TrainError("usage", `${message}\ndeno task report --help lists the flags.`);
}

await perform(main);
