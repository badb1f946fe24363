import { parseArgs } from "@std/cli/parse-args";
import { type Either, isLeft } from "fp-ts/Either";
import { DataError } from "../src/data/error.ts";
import {
  decodeManifest,
  describeSource,
  fetchDataset,
  inspectDataset,
  type Manifest,
  progressPrinter,
  type Source,
  verifyDataset,
} from "../src/data/fetch/mod.ts";
import { type LiveLine, liveLine } from "../src/train/live_line.ts";
import { nearest } from "../src/train/nearest.ts";

const flags: Readonly<Record<string, string>> = {
  "data-dir": "DIR   the folder of the data sets (default: data)",
  mirror: "URL     a folder of another server that has the files by the same names",
  manifest: "FILE  another list of data sets, in the form of data/manifest.json",
};

const usages = [
  "deno task data               lists the data sets, which are there, and what they cost",
  "deno task data NAME          downloads, checks and unpacks one, or goes on with it",
  "deno task data verify        checks the files of every data set that is there",
  "deno task data verify NAME   checks the files of one",
];

class UsageError extends Error {}

async function main(args: readonly string[]): Promise<void> {
  const given = parseArgs(args, { string: Object.keys(flags), boolean: ["help"], unknown: refuseFlag });
  if (given.help === true) return console.log(help());
  const { mirror, manifest, "data-dir": folder = "data" } = given as Readonly<
    Record<string, string | undefined>
  >;
  if (mirror !== undefined && !/^https?:\/\/./.test(mirror)) {
    throw new UsageError(
      `Cannot get data: --mirror must be an address with http:// or https://, current value is ${mirror}`,
    );
  }
  const dataDir = folder.replace(/(?<=.)\/+$/, "");
  if (dataDir === "") {
    throw new UsageError("Cannot get data: --data-dir must be a folder, current value is nothing");
  }
  const sources = await readManifest(manifest);
  const [command, name, ...rest] = given._.map(String);
  const surplus = command === "verify" ? rest[0] : name;
  if (surplus !== undefined) {
    throw new UsageError(`Cannot get data: one name must be given, current value is also ${surplus}`);
  }
  if (command === undefined) return await list(sources, dataDir);
  if (command === "verify") {
    return await verify(name === undefined ? sources : [find(name, sources)], dataDir, name);
  }
  await get(find(command, sources), dataDir, mirror);
}

async function readManifest(path: string | undefined): Promise<Manifest> {
  const text = await Deno.readTextFile(path ?? new URL("../data/manifest.json", import.meta.url)).catch(
    (cause) => {
      throw new DataError(
        `Cannot read the manifest of the data sets: ${path} must be a file, current value is ${cause}`,
      );
    },
  );
  return rightOf(decodeManifest(text));
}

function find(name: string, sources: Manifest): Source {
  const found = sources.find((source) => source.name === name);
  if (found !== undefined) return found;
  const names = sources.map((source) => source.name);
  const meant = nearest(name, [...names, "verify"]);
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  throw new UsageError(
    `Cannot get data: the name must be one of ${names.join(", ")}, current value is ${name}${hint}`,
  );
}

async function list(sources: Manifest, dataDir: string): Promise<void> {
  for (const source of sources) {
    const presence = rightOf(await inspectDataset(source, dataDir)());
    console.log(`${describeSource(source, presence, dataDir)}\n`);
  }
  console.log("deno task data NAME gets one; deno task data --help lists the flags.");
}

async function get(source: Source, dataDir: string, mirror: string | undefined): Promise<void> {
  const tell = progressPrinter(printer);
  const folder = rightOf(await fetchDataset(source, { dataDir, mirror, tell })());
  line.clear();
  console.log(`${source.name} is in ${folder}\n  terms: ${source.terms}\n  cite: ${source.citation}`);
}

/** Checks what is there; a data set that is asked for by its name must be there. */
async function verify(sources: Manifest, dataDir: string, name: string | undefined): Promise<void> {
  for (const source of sources) {
    const { kind } = rightOf(await inspectDataset(source, dataDir)());
    if (name === undefined && kind !== "complete") continue;
    const count = rightOf(await verifyDataset(source, dataDir, progressPrinter(printer))());
    line.print(`${source.name}: ${count} files are as they were unpacked`);
  }
}

function help(): string {
  const lines = Object.entries(flags).map(([name, text]) => `  --${name} ${text}`);
  return ["Gets the data sets.", "", ...usages.map((usage) => `  ${usage}`), "", ...lines].join("\n");
}

function refuseFlag(argument: string): boolean {
  if (!argument.startsWith("-")) return true;
  const [name = ""] = argument.split("=");
  const meant = nearest(name, Object.keys(flags).map((flag) => `--${flag}`));
  throw new UsageError(`Unknown flag ${name}${meant === undefined ? "" : `, did you mean ${meant}?`}`);
}

function rightOf<A>(result: Either<DataError, A>): A {
  if (isLeft(result)) throw result.left;
  return result.right;
}

const columns = Deno.stdout.isTerminal() ? Deno.consoleSize().columns : undefined;
const line: LiveLine = liveLine((text) => Deno.stdout.writeSync(new TextEncoder().encode(text)), columns);
const printer = { now: Date.now, show: columns === undefined ? undefined : line.show, print: line.print };

Deno.addSignalListener("SIGINT", () => {
  line.clear();
  console.error("Interrupted. The same command goes on with what is there.");
  Deno.exit(130);
});

try {
  await main(Deno.args);
} catch (error) {
  line.clear();
  if (!(error instanceof DataError || error instanceof UsageError)) throw error;
  console.error(error.message);
  if (error instanceof UsageError) console.error("deno task data --help lists the flags.");
  Deno.exit(error instanceof DataError ? 4 : 2);
}
Deno.exit(0);
