import { assertEquals, assertStringIncludes } from "@std/assert";
import { gzipped, tarOf } from "./archives.ts";
import { command, run } from "./command.ts";
import { downloadOf, inDataDir, namesIn, serve, someBytes } from "./server.ts";

const archive = gzipped(tarOf([{ path: "a-set/1.bin", bytes: someBytes(200_000) }]));

/** A manifest of one set that is on a server. */
async function writeManifest(folder: string, url: string, bytes: Uint8Array = archive): Promise<string> {
  const { urls, bytes: size, checksum } = downloadOf("a.tar.gz", bytes, url);
  const set = {
    title: "A set",
    folder: "a-set",
    kind: "tar.gz",
    downloads: [{ urls, bytes: size, sha256: checksum.hex }],
    unpacked: { maxBytes: 300_000, maxEntries: 3 },
    terms: "free",
    citation: "somebody",
  };
  const path = `${folder}/manifest.json`;
  await Deno.writeTextFile(path, JSON.stringify({ "a-set": set }));
  return path;
}

Deno.test("the task lists, gets, verifies and finds damage", () =>
  inDataDir(async (cwd) => {
    await using server = serve({ "a.tar.gz": archive });
    const manifest = await writeManifest(cwd, server.url);
    const before = await run(cwd, "--manifest", manifest);
    assertEquals(before.code, 0);
    assertStringIncludes(before.stdout, "a-set: A set\n  not there, goes into: data/a-set\n");
    assertEquals(server.ranges, []);

    const got = await run(cwd, "a-set", "--manifest", manifest);
    assertEquals([got.code, got.stderr], [0, ""]);
    assertStringIncludes(got.stdout, "Downloading a.tar.gz: ");
    assertStringIncludes(got.stdout, "Checking a.tar.gz: 100 % of ");
    assertStringIncludes(got.stdout, "Unpacking a.tar.gz\n");
    assertStringIncludes(got.stdout, "a-set is in data/a-set\n  terms: free\n  cite: somebody\n");
    assertEquals(got.stdout.includes("\x1b") || got.stdout.includes("\r"), false);
    assertEquals(namesIn(`${cwd}/data`), ["a-set/1.bin", "a-set/SHA256SUMS"]);

    const after = await run(cwd, "--manifest", manifest);
    assertStringIncludes(after.stdout, "\n  there: data/a-set\n");
    for (const names of [[], ["a-set"]]) {
      const verified = await run(cwd, "verify", ...names, "--manifest", manifest);
      assertEquals(verified.code, 0);
      assertStringIncludes(verified.stdout, "a-set: 1 files are as they were unpacked");
    }

    await Deno.writeFile(`${cwd}/data/a-set/1.bin`, someBytes(200_000).with(9, 1));
    const damaged = await run(cwd, "verify", "--manifest", manifest);
    assertEquals(damaged.code, 4);
    assertStringIncludes(damaged.stderr, "Cannot verify a-set: 1.bin must have the SHA-256 ");
    assertEquals(server.ranges.length, 1);
  }));

Deno.test("the task draws a data set, and says what it cannot draw", () =>
  inDataDir(async (cwd) => {
    const shown = await run(cwd, "show", "embedded", "--each", "2", "--out", "two.png");
    assertEquals([shown.code, shown.stderr], [0, ""]);
    assertEquals([...(await Deno.readFile(`${cwd}/two.png`)).subarray(1, 4)], [0x50, 0x4e, 0x47]);
    const lost = await run(cwd, "show", "cifar10");
    assertEquals(lost.code, 4);
    assertStringIncludes(lost.stderr, "or let deno task data cifar10 get it");
    const unwritable = await run(cwd, "show", "cifar10", "--out", "two.png/below.png");
    assertEquals(unwritable.code, 2);
    assertStringIncludes(
      unwritable.stderr,
      "--out must name a file in a folder, two.png/below.png lies below",
    );
    for (const args of [["show"], ["show", "nonsense"], ["show", "embedded", "--each", "0"]]) {
      assertEquals((await run(cwd, ...args)).code, 2);
    }
  }));

Deno.test("the task ends with 4 when the server has something else, and leaves nothing", () =>
  inDataDir(async (cwd) => {
    await using server = serve({ "a.tar.gz": archive.with(100, 0).with(101, 0) });
    const manifest = await writeManifest(cwd, "http://127.0.0.1:1");
    const { code, stderr } = await run(
      cwd,
      "a-set",
      "--manifest",
      manifest,
      "--mirror",
      server.url,
      "--data-dir",
      "sets/",
    );
    assertEquals(code, 4);
    assertStringIncludes(stderr, "Cannot download a-set: a.tar.gz must have the SHA-256 ");
    assertEquals(namesIn(cwd), ["manifest.json"]);
  }));

for (const [signal, code] of [["SIGINT", 130], ["SIGKILL", 137]] as const) {
  Deno.test(`after ${signal} the same command goes on`, () =>
    inDataDir(async (cwd) => {
      let manifest = "";
      {
        await using server = serve({ "a.tar.gz": archive }, {
          piece: Math.ceil(archive.length / 30),
          pause: 100,
        });
        manifest = await writeManifest(cwd, server.url);
        const child = command(cwd, ["a-set", "--manifest", manifest]).spawn();
        for (let turn = 0; turn < 500 && await sizeOf(`${cwd}/data/a.tar.gz.part`) === 0; turn++) {
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
        child.kill(signal);
        assertEquals((await child.output()).code, code);
        assertEquals(namesIn(`${cwd}/data`), ["a.tar.gz.part"]);
      }
      await using server = serve({ "a.tar.gz": archive });
      const size = await sizeOf(`${cwd}/data/a.tar.gz.part`);
      const got = await run(cwd, "a-set", "--manifest", manifest, "--mirror", server.url);
      assertEquals([got.code, got.stderr], [0, ""]);
      assertEquals(server.ranges, [`bytes=${size}-`]);
      assertEquals(await Deno.readFile(`${cwd}/data/a-set/1.bin`), someBytes(200_000));
    }));
}

function sizeOf(path: string): Promise<number> {
  return Deno.stat(path).then(({ size }) => size, () => 0);
}

Deno.test("the task ends with 2 when it is used wrongly, and says what was meant", () =>
  inDataDir(async (cwd) => {
    const wrong: readonly (readonly [string, readonly string[]])[] = [
      ["current value is cifar01; did you mean cifar10?", ["cifar01"]],
      ["current value is nonsense\n", ["verify", "nonsense"]],
      ["Unknown flag --miror, did you mean --mirror?", ["cifar10", "--miror=http://x"]],
      ["--mirror must be an address with http:// or https://, current value is ftp://x", [
        "--mirror",
        "ftp://x",
      ]],
      ["--data-dir must be a folder, current value is nothing", ["--data-dir="]],
      ["one name must be given, current value is also cifar100", ["cifar10", "cifar100"]],
    ];
    for (const [message, args] of wrong) {
      const { code, stderr } = await run(cwd, ...args);
      assertStringIncludes(stderr, message);
      assertStringIncludes(stderr, "deno task data --help lists the flags.");
      assertEquals(code, 2);
    }
    assertEquals(namesIn(cwd), []);
  }));

Deno.test("the task helps, verifies nothing where nothing is, and names a manifest that is not there", () =>
  inDataDir(async (cwd) => {
    const help = await run(cwd, "--help");
    assertEquals(help.code, 0);
    assertStringIncludes(help.stdout, "--mirror URL");
    assertEquals((await run(cwd, "verify")).code, 0);
    assertEquals((await run(cwd, "verify", "cifar10")).code, 4);
    const lost = await run(cwd, "--manifest", "lost.json");
    assertEquals(lost.code, 4);
    assertStringIncludes(lost.stderr, "lost.json must be a file, current value is NotFound");
  }));
