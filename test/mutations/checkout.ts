/** What tests of the algebra need of a checkout; packages are linked. */
const needed = ["deno.json", "deno.lock", "mod.ts", "src", "test", "data/embedded.png", "data/manifest.json"];

/** A copy of the checkout, to break. */
export interface Copy {
  readonly folder: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Copies the checkout to a temporary folder. */
export async function copyCheckout(): Promise<Copy> {
  const folder = await Deno.makeTempDir({ prefix: "miamix-mutate-" });
  await Deno.mkdir(`${folder}/data`);
  for (const path of needed) await copy(path, `${folder}/${path}`);
  await Deno.symlink(await Deno.realPath("node_modules"), `${folder}/node_modules`);
  return { folder, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}

async function copy(from: string, to: string): Promise<void> {
  if (!(await Deno.stat(from)).isDirectory) return await Deno.copyFile(from, to);
  await Deno.mkdir(to);
  for await (const { name } of Deno.readDir(from)) {
    if (name !== "node_modules") await copy(`${from}/${name}`, `${to}/${name}`);
  }
}
