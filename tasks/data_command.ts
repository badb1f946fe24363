import { parseArgs } from "@std/cli/parse-args";
import { type Either, isLeft } from "fp-ts/Either";
import { DataError } from "../src/data/error.ts";
import { datasets } from "../src/data/mod.ts";
import {
  decodeManifest,
  describeSource,
  fetchDataset,
  humanSize,
  inspectDataset,
  listCaches,
  type Manifest,
  progressPrinter,
  type Source,
  type Tell,
  verifyCache,
  verifyDataset,
} from "../src/data/fetch/mod.ts";
import { classSheet } from "../src/gallery/mod.ts";
import { demandFile, TrainError, writeOutput } from "../src/train/mod.ts";
import { demandUninterrupted } from "../src/train/interruption.ts";
import { type LiveLine, liveLine } from "../src/train/live_line.ts";
import { perform, type Surroundings } from "./command/perform.ts";
import { nearest } from "../src/train/nearest.ts";

const flags: Readonly<Record<string, string>> = {
  "data-dir": "DIR   the folder of the data sets (default: data)",
  mirror: "URL     a folder of another server that has the files by the same names",
  "cache-dir": "DIR  the folder of converted data sets, none to convert nothing (default: data/cache)",
  out: "FILE       where show writes its picture (default: NAME.png)",
  each: "COUNT     how many images of each class show draws (default: 10)",
  manifest: "FILE  another list of data sets, in the form of data/manifest.json",
};

const usages = [
  "deno task data               lists the data sets, which are there, and what they cost",
  "deno task data NAME          downloads, checks, unpacks and converts one, or goes on with it",
  "deno task data verify        checks the files of every data set that is there",
  "deno task data verify NAME   checks the files of one",
  "deno task data show NAME     draws images of each class of one that is there, or of embedded or folder",
];

async function main(args: readonly string[], { signal, write }: Surroundings): Promise<void> {
  const given = parseArgs(args, { string: Object.keys(flags), boolean: ["help"], unknown: refuseFlag });
  if (given.help === true) return console.log(help());
  const text = given as Readonly<Record<string, string | undefined>>;
  const { mirror, manifest, "data-dir": folder = "data", "cache-dir": cacheDir = "data/cache" } = text;
  if (mirror !== undefined && !/^https?:\/\/./.test(mirror)) {
    usage(
      `Cannot get data: --mirror must be an address with http:// or https://, current value is ${mirror}`,
    );
  }
  const dataDir = folder.replace(/(?<=.)\/+$/, "");
  if (dataDir === "") {
    usage("Cannot get data: --data-dir must be a folder, current value is nothing");
  }
  const sources = await readManifest(manifest);
  const [command, name, ...rest] = given._.map(String);
  const surplus = command === "verify" || command === "show" ? rest[0] : name;
  if (surplus !== undefined) {
    usage(`Cannot get data: one name must be given, current value is also ${surplus}`);
  }
  if (command === "show") return await show(name, text);
  const columns = Deno.stdout.isTerminal() ? Deno.consoleSize().columns : undefined;
  const line = liveLine(write, columns);
  const tell = progressPrinter({
    now: Date.now,
    show: columns === undefined ? undefined : line.show,
    print: line.print,
  });
  const terminal = { line, tell, signal };
  const folders = { dataDir, cacheDir };
  try {
    if (command === undefined) await list(sources, folders);
    else if (command === "verify") {
      await verify(name === undefined ? sources : [find(name, sources)], folders, name, terminal);
    } else await get(find(command, sources), folders, mirror, terminal);
  } finally {
    line.clear();
  }
}

/** Where data sets are. */
interface Folders {
  readonly dataDir: string;
  readonly cacheDir: string;
}

/** Where it is told how far a download is. */
interface Terminal extends Pick<Surroundings, "signal"> {
  readonly line: LiveLine;
  readonly tell: Tell;
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
  const meant = nearest(name, [...names, "verify", "show"]);
  const hint = meant === undefined ? "" : `; did you mean ${meant}?`;
  return usage(
    `Cannot get data: the name must be one of ${names.join(", ")}, current value is ${name}${hint}`,
  );
}

async function list(sources: Manifest, { dataDir, cacheDir }: Folders): Promise<void> {
  for (const source of sources) {
    const presence = rightOf(await inspectDataset(source, dataDir)());
    const installed = await installedFolder(source);
    console.log(describeSource(source, presence, dataDir));
    console.log(installed === undefined ? "" : `  installed, too: ${installed}\n`);
  }
  for (const { path, bytes, source } of rightOf(await listCaches(cacheDir)())) {
    const made = source === undefined ? "damaged: remove it, and it is made again" : `made from ${source}`;
    console.log(`converted: ${path}, ${humanSize(bytes)}, ${made}`);
  }
  console.log("embedded needs no file, and folder takes one of yours: deno task train --list says more.");
  console.log("deno task data NAME gets one; deno task data --help lists the flags.");
}

/** Refuses addresses of which this program may reach none: the task names the hosts of the data sets and no others. */
async function demandHosts(urls: readonly string[]): Promise<void> {
  const hosts = [...new Set(urls.filter((url) => URL.canParse(url)).map((url) => new URL(url).host))];
  const states = await Promise.all(hosts.map((host) => Deno.permissions.query({ name: "net", host })));
  if (hosts.length === 0 || states.some(({ state }) => state === "granted")) return;
  return usage(
    `Cannot get data: deno task data may reach the hosts of its own list only, current value is ${
      hosts.join(", ")
    }; ` +
      `deno run --allow-read --allow-write --allow-net=${hosts.join(",")} tasks/data.ts can reach it`,
  );
}

/** The folder that a package of the system has put a data set into, if it has. */
async function installedFolder({ name }: Source): Promise<string | undefined> {
  const folder = datasets[name]?.installed;
  if (folder === undefined) return undefined;
  return await Deno.stat(folder).then(() => folder, () => undefined);
}

async function get(
  source: Source,
  { dataDir, cacheDir }: Folders,
  mirror: string | undefined,
  { line, tell, signal }: Terminal,
): Promise<void> {
  await demandHosts(mirror === undefined ? source.downloads.flatMap(({ urls }) => urls) : [mirror]);
  const folder = rightOf(await fetchDataset(source, { dataDir, mirror, tell })());
  const known = datasets[source.name];
  const convert: Tell = (step) => {
    demandUninterrupted(signal);
    tell(step);
  };
  if (known !== undefined && cacheDir !== "none") {
    rightOf(await known.open({ dataDir, confined: true }, { cacheDir, memory: 0, tell: convert })());
  }
  line.clear();
  console.log(`${source.name} is in ${folder}\n  terms: ${source.terms}\n  cite: ${source.citation}`);
}

/** Checks what is there, as far as checksums are known; a data set that is asked for by its name must be there. */
async function verify(
  sources: Manifest,
  { dataDir, cacheDir }: Folders,
  name: string | undefined,
  { line, tell }: Terminal,
): Promise<void> {
  for (const source of sources) {
    const { kind } = rightOf(await inspectDataset(source, dataDir)());
    const published = Object.keys(source.publishedMd5).length > 0;
    if (name === undefined && kind !== "complete" && (kind !== "foreign" || !published)) continue;
    const count = rightOf(await verifyDataset(source, dataDir, tell)());
    const as = kind === "complete" ? "they were unpacked" : "their author published them";
    line.print(`${source.name}: ${count} files are as ${as}`);
  }
  for (const { path, set } of rightOf(await listCaches(cacheDir)())) {
    if (name !== undefined && name !== set) continue;
    const rows = rightOf(await verifyCache(path, tell)());
    line.print(`${path}: ${rows.toLocaleString("en-US")} images are as they were converted`);
  }
}

/** Draws a data set; one that has files is looked for where it is used from. */
async function show(
  name = "nothing",
  { "data-dir": dataDir, out = `${name}.png`, each = "10" }: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  if (!/^[1-9]\d{0,2}$/.test(each)) {
    return usage(
      `Cannot show data: --each must be a whole number in 1…999, current value is ${each}`,
    );
  }
  const source = datasets[name];
  if (source === undefined) {
    const known = Object.keys(datasets);
    return usage(
      `Cannot show data: the name must be one of ${known.join(", ")}, current value is ${name}`,
    );
  }
  await demandFile(out, "Cannot show data: --out");
  const options = { confined: true, ...(dataDir === undefined ? {} : { dataDir }) };
  const dataset = rightOf(await source.load(options)());
  const picture = await classSheet(dataset, {
    each: Number(each),
    zoom: Math.max(1, Math.round(48 / dataset.height)),
  });
  await writeOutput(out, picture);
  console.log(`${out}: the first ${each} training images of each class of ${dataset.name}`);
  for (const note of dataset.notes ?? []) console.log(note);
}

function help(): string {
  const lines = Object.entries(flags).map(([name, text]) => `  --${name} ${text}`);
  return ["Gets the data sets.", "", ...usages.map((usage) => `  ${usage}`), "", ...lines].join("\n");
}

function refuseFlag(argument: string): boolean {
  if (!argument.startsWith("-")) return true;
  const [name = ""] = argument.split("=");
  const meant = nearest(name, Object.keys(flags).map((flag) => `--${flag}`));
  return usage(`Unknown flag ${name}${meant === undefined ? "" : `, did you mean ${meant}?`}`);
}

function usage(message: string): never {
  throw new TrainError("usage", `${message}\ndeno task data --help lists the flags.`);
}

function rightOf<A>(result: Either<DataError, A>): A {
  if (isLeft(result)) throw result.left;
  return result.right;
}

await perform(main);
