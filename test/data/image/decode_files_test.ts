import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { isLeft } from "fp-ts/Either";
import { DataError } from "../../../src/data/error.ts";
import { decodeFiles } from "../../../src/data/image/decode_files.ts";
import { decodePool } from "../../../src/data/image/decode_pool.ts";
import { flatPng } from "../folder/flat_png.ts";
import { withFolder } from "../with_folder.ts";
import { judgedImages } from "./judged_images.ts";

const origin = { title: "photos", advice: "look again" };
const count = 300;
const nameOf = (n: number) => `${n % 2 === 0 ? "cat" : "dog"}/${String(n).padStart(3, "0")}.png`;

/** Images whose first byte is their number modulo 256. */
const files = new Map(
  Array.from({ length: count }, (_, n) => [nameOf(n), flatPng(3 + n % 5, 3, [n % 256, 7, 9])] as const),
);

async function firstBytes(folder: string, options: Parameters<typeof decodeFiles>[3]) {
  const listed = Array.from({ length: count }, (_, n) => ({ path: `${folder}/${nameOf(n)}`, label: 0 }));
  const bytes: number[] = [];
  for await (const row of decodeFiles(origin, listed, 2, options)) {
    if (isLeft(row)) throw row.left;
    assertEquals(row.right.length, 12);
    bytes.push(row.right[0]!);
  }
  return bytes;
}

for (const options of [{ workers: 0 }, { workers: 1 }, { workers: 3, confined: true }]) {
  Deno.test(`images come in the order of their files with ${options.workers} workers`, () =>
    withFolder(files, async (folder) => {
      assertEquals(await firstBytes(folder, options), Array.from({ length: count }, (_, n) => n % 256));
    }));

  Deno.test(`the first damaged image is named with ${options.workers} workers`, () => {
    const damaged = new Map(files).set(nameOf(290), new Uint8Array(9)).set(nameOf(280), new Uint8Array(5));
    return withFolder(damaged, async (folder) => {
      const { message } = await assertRejects(() => firstBytes(folder, options), DataError);
      assertStringIncludes(message, "Cannot read photos: 280.png must be a PNG, JPEG or WebP image");
    });
  });
}

Deno.test("a number of workers that is none is refused", async () => {
  await assertRejects(() => firstBytes("x", { workers: 1.5 }), RangeError, "workers must be an integer >= 0");
});

/** Loads the folder in a program of its own that imports the package by a URL; gives its sum of bytes and how it went. */
async function loadElsewhere(folder: string, module: string, permissions: readonly string[]) {
  const program = `
    import { loadFolder } from ${JSON.stringify(module)};
    const { right, left } = await loadFolder(${JSON.stringify(folder)}, { size: 2, workers: 2 })();
    if (left) throw left;
    console.log(right.train.images.reduce((sum, byte) => sum + byte, 0) + right.test.images.reduce((sum, byte) => sum + byte, 0));`;
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  await Deno.writeTextFile(`${folder}/../program.ts`, program);
  await Deno.copyFile(`${root}deno.lock`, `${folder}/../deno.lock`);
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--no-prompt",
      "--no-check",
      `--config=${root}deno.json`,
      `--lock=${folder}/../deno.lock`,
      ...permissions,
      `${folder}/../program.ts`,
    ],
    cwd: root,
  }).output();
  assertEquals(code, 0, new TextDecoder().decode(stderr));
  return Number(new TextDecoder().decode(stdout));
}

const sum = Array.from({ length: count }, (_, n) => 4 * (n % 256 + 16)).reduce((one, other) => one + other);
const inside = new Map([...files].map(([name, bytes]) => [`set/${name}`, bytes] as const));

Deno.test("workers are started from modules of a server, as from JSR", () =>
  withFolder(inside, async (folder) => {
    let workers = 0;
    await using server = Deno.serve(
      { port: 0, hostname: "127.0.0.1", onListen: () => {} },
      async (request) => {
        const { pathname } = new URL(request.url);
        if (pathname.endsWith("/decode_worker.ts")) workers++;
        const source = await Deno.readTextFile(new URL(`../../..${pathname}`, import.meta.url));
        return new Response(source, { headers: { "content-type": "application/typescript" } });
      },
    );
    const host = `127.0.0.1:${server.addr.port}`;
    const url = `http://${host}/src/data/mod.ts`;
    assertEquals(
      await loadElsewhere(`${folder}/set`, url, ["--allow-read", `--allow-import=${host}`]),
      sum,
    );
    assert(workers > 0);
  }));

Deno.test("where workers may not be started, images are decoded in the program", () =>
  withFolder(inside, async (folder) => {
    const url = new URL("../../../src/data/mod.ts", import.meta.url).href;
    assertEquals(await loadElsewhere(`${folder}/set`, url, [`--allow-read=${folder}`]), sum);
  }));

Deno.test("a worker that has decoded a large image is replaced, and what it had not begun is decoded", async () => {
  const { file } = judgedImages.find(({ kind }) => kind === "JPEG grey")!;
  const frame = file.findIndex((byte, i) => byte === 0xff && [0xc0, 0xc2].includes(file[i + 1]!));
  // 8192×5000 pixels and data enough for its size, but they end too soon.
  const large = new Uint8Array(200_000);
  large.set(file.subarray(0, -2));
  large.set([0x13, 0x88, 0x20, 0], frame + 5);
  large.set([0xff, 0xd9], large.length - 2);
  let started = 0;
  const Real = globalThis.Worker;
  globalThis.Worker = class extends Real {
    constructor(...args: ConstructorParameters<typeof Real>) {
      super(...args);
      started++;
    }
  };
  try {
    using pool = decodePool(origin, 2, { workers: 1 });
    const decoded = await Promise.all(
      [large, file, large, file, file].map((bytes, n) => pool.decode({ path: `${n}.jpg`, bytes })),
    );
    assertEquals(decoded.map(({ _tag }) => _tag), ["Left", "Right", "Left", "Right", "Right"]);
    assertEquals(started, 3);
  } finally {
    globalThis.Worker = Real;
  }
});
