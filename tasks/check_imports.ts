/**
 * Checks which part of src may import which, and that there are no cycles. A part is a folder of src, or `core` for the
 * files directly in it.
 */
const verbs = ["pair", "ratio", "mask", "augment", "merge", "mix"];
const algebra = ["math", "random", "expr", ...verbs];
const drawn = ["recipe", "program", "plan"];

/** Every part, and the parts it may import besides itself. Every part may import src/demand.ts. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  math: [],
  random: ["math"],
  expr: [],
  pair: ["random"],
  ratio: ["random"],
  mask: ["math", "random", "expr"],
  augment: ["random", "expr", "mask"],
  merge: ["expr"],
  mix: [],
  recipe: ["random", ...verbs],
  method: ["recipe", ...verbs],
  program: ["random", "expr", "recipe"],
  plan: ["random", "expr", ...verbs, "recipe", "program"],
  core: ["program", "plan"],
  device: [],
  engine: ["core", "device", ...algebra, ...drawn],
  data: ["random"],
  nn: ["random", "device"],
  train: ["core", "random", "pair", ...drawn, "method", "data", "nn", "engine", "automix"],
  automix: ["core", "random", "pair", "mask", "mix", ...drawn, "nn", "engine"],
  gallery: ["core", "random", ...drawn, "data", "engine"],
  report: ["core", "random", ...drawn, "data", "nn", "train", "engine", "gallery"],
};

/** What other parts may import of the engines: their doors. */
const doors = /^engine\/(cpu\/mod|reference\/mod|tfjs\/mod)\.ts$/;

/**
 * What parts of the engines may import of others: engines do not know each other, but for the door of tfjs, which chooses
 * one, and the reference shares with those that it judges only what others judge.
 */
const engines: Readonly<Record<string, readonly string[]>> = {
  retouch: [],
  saliency: [],
  reference: ["retouch", "saliency"],
  host: ["retouch", "saliency"],
  cpu: ["host"],
  webgpu: ["host", "saliency"],
  tfjs: ["host", "cpu", "webgpu"],
};

const sources = await sourcesIn("src");
const imports = new Map(
  await Promise.all(sources.map(async (path) => [path, await importsOf(path)] as const)),
);
const problems = [...imports].flatMap(([path, targets]) =>
  targets.flatMap((target) => problemsOf(path, target))
);
for (const problem of [...problems, ...cycles()]) console.error(problem);
if (problems.length + cycles().length > 0) Deno.exit(1);
console.log(`Imports of ${sources.length} source files follow the rules.`);

async function sourcesIn(folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const entry of Deno.readDir(folder)) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory) found.push(...await sourcesIn(path));
    else if (path.endsWith(".ts")) found.push(path);
  }
  return found.sort();
}

/** The files of ours that a file imports for their values or types, outside of doc comments. */
async function importsOf(path: string): Promise<readonly string[]> {
  const text = (await Deno.readTextFile(path)).replace(/^\s*\*.*$/gm, "");
  const base = new URL(path, "file:///");
  return [...text.matchAll(/from "(\.[^"]+)"/g)].map(([, to]) => new URL(to!, base).pathname.slice(1));
}

function partOf(path: string): string {
  const [, part = "", ...rest] = path.split("/");
  return rest.length === 0 ? "core" : part;
}

function problemsOf(path: string, target: string): readonly string[] {
  const from = partOf(path), to = partOf(target);
  if (from === "engine" && to === "engine") {
    const [own, other] = [path, target].map((one) => one.split("/")[2]!) as [string, string];
    const known = own === other || engines[own] === undefined || engines[other] === undefined ||
      engines[own].includes(other);
    return known ? [] : [`${path} must not import ${target}: ${own} may not use ${other}`];
  }
  if (from === to || target === "src/demand.ts") return [];
  if (!(allowed[from] ?? []).includes(to)) {
    return [`${path} must not import ${target}: ${from} may not use ${to}`];
  }
  const inside = to === "engine" && !doors.test(target.slice("src/".length));
  return inside ? [`${path} must not import ${target}: only an engine's own entry may be used`] : [];
}

/** Files that import themselves through others, each cycle once. */
function cycles(): readonly string[] {
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push(`Cycle: ${[...trail.slice(start), path].join(" -> ")}`);
    if (start >= 0 || done.has(path)) return;
    for (const target of imports.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of sources) visit(path, []);
  return found;
}
