import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import * as E from "fp-ts/Either";
import { datasets } from "../../../src/data/mod.ts";
import { type Entry, gzipped, tarOf, zipOf } from "./archives.ts";
import { command, run } from "./command.ts";
import { downloadOf, inDataDir, type Manners, namesIn, onSmallDisk, serve } from "./server.ts";

/** Five images a class in each file, in the layout of CIFAR-10; pixels tell the file, the class and the channel. */
const records = (file: number) =>
  Uint8Array.from({ length: 50 * 3073 }, (_, i) => {
    const label = Math.floor(i / 3073) % 10, place = i % 3073;
    return place === 0 ? label : (17 * file + 5 * label + 80 * Math.floor((place - 1) / 1024)) % 256;
  });
const names = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];
const files: readonly Entry[] = [
  { path: "cifar-10-batches-bin/", type: "5", mode: 0o040755 },
  { path: "cifar-10-batches-bin/batches.meta.txt", text: `${names.join("\n")}\n\n` },
  ...[1, 2, 3, 4, 5].map((n) => ({ path: `cifar-10-batches-bin/data_batch_${n}.bin`, bytes: records(n) })),
  { path: "cifar-10-batches-bin/test_batch.bin", bytes: records(6) },
];

/** An archive on a server, and what the manifest says of it. */
interface Case {
  readonly archive: Uint8Array<ArrayBuffer>;
  readonly kind?: "tar.gz" | "zip";
  /** What the manifest tells instead of the archive that is sent. */
  readonly told?: Uint8Array;
  readonly manners?: Manners;
}

const whole = gzipped(tarOf(files));

/** Lays a manifest down and serves the archive while something is done. */
async function served(
  cwd: string,
  { archive, kind = "tar.gz", told = archive, manners }: Case,
  use: (args: readonly string[], ranges: readonly (string | null)[]) => Promise<void>,
): Promise<void> {
  await using server = serve({ "cifar.bin": archive }, manners);
  const { urls, bytes, checksum } = downloadOf("cifar.bin", told, server.url);
  const set = {
    title: "A small CIFAR-10",
    folder: "cifar-10-batches-bin",
    kind,
    downloads: [{ urls, bytes, sha256: checksum.hex }],
    unpacked: { maxBytes: 2_000_000, maxEntries: 20 },
    terms: "free",
    citation: "somebody",
  };
  await Deno.writeTextFile(`${cwd}/manifest.json`, JSON.stringify({ cifar10: set }));
  await use(["cifar10", "--manifest", "manifest.json"], server.ranges);
}

/** Demands that the data set is there, converted, and as it was made. */
async function demandThere(cwd: string): Promise<void> {
  const all = namesIn(`${cwd}/data`);
  assertEquals(all.filter((name) => !name.startsWith("cache/")), [
    "cifar-10-batches-bin/SHA256SUMS",
    ...files.slice(1).map(({ path }) => path),
  ]);
  assertMatch(all.filter((name) => name.startsWith("cache/")).join(), /^cache\/cifar10-[0-9a-f]{12}\.rows$/);
  const loaded = await datasets.cifar10!.open({ dataDir: `${cwd}/data` }, {
    cacheDir: `${cwd}/data/cache`,
    memory: 1e9,
  })();
  if (E.isLeft(loaded)) throw loaded.left;
  const { classNames, train, test } = loaded.right;
  assertEquals([classNames, train.count, test.count], [names, 250, 50]);
  assert("images" in train && "images" in test);
  for (const [n, label] of train.labels.entries()) {
    const file = 1 + Math.floor(n / 50);
    const colour = [0, 80, 160].map((channel) => (17 * file + 5 * label + channel) % 256);
    assertEquals([...train.images.subarray(3072 * n + 3069, 3072 * (n + 1))], colour);
  }
}

/** Gets it, and gets it again: the second time asks the server for nothing. */
function gets(name: string, one: Case, more: (ranges: readonly (string | null)[]) => void = () => {}): void {
  Deno.test(`deno task data gets a data set ${name}`, () =>
    inDataDir((cwd) =>
      served(cwd, one, async (args, ranges) => {
        const got = await run(cwd, ...args);
        assertEquals([got.code, got.stderr], [0, ""]);
        await demandThere(cwd);
        more(ranges);
        const asked = ranges.length;
        assertEquals((await run(cwd, ...args)).code, 0);
        const verified = await run(cwd, "verify", "--manifest", "manifest.json");
        assertStringIncludes(verified.stdout, "cifar10: 7 files are as they were unpacked");
        assertMatch(verified.stdout, /cifar10-\w+\.rows: 300 images are as they were converted/);
        assertEquals(ranges.length, asked);
      })
    ));
}

/** Refuses it with exit code 4 and a message, and leaves nothing but what it names. */
function refuses(name: string, one: Case, says: string, leaves: readonly string[]): void {
  Deno.test(`deno task data refuses ${name}`, () =>
    inDataDir((cwd) =>
      served(cwd, one, async (args) => {
        const { code, stderr } = await run(cwd, ...args);
        assertEquals(code, 4);
        assertStringIncludes(stderr, says);
        assertEquals(stderr.trimEnd().split("\n").length, 1, stderr);
        assertEquals(namesIn(`${cwd}/data`), leaves);
        assertEquals(namesIn(cwd).filter((path) => !path.startsWith("data/")), ["manifest.json"]);
      })
    ));
}

gets("from a server that does all right", { archive: whole }, (ranges) => assertEquals(ranges, [null]));

gets("whose connection is cut in the middle", {
  archive: whole,
  manners: { cutAfter: Math.ceil(whole.length / 2), cuts: 1, piece: 500 },
}, ([first, second, ...others]) => {
  assertEquals([first, others], [null, []]);
  assertMatch(second ?? "", /^bytes=\d+-$/);
});

gets("from a slow server", {
  archive: whole,
  manners: { piece: Math.ceil(whole.length / 20), pause: 60 },
}, (ranges) => assertEquals(ranges, [null]));

gets("from a server that ignores ranges, after a cut", {
  archive: whole,
  manners: { cutAfter: Math.ceil(whole.length / 2), cuts: 1, ignoresRanges: true, piece: 500 },
}, (ranges) => assertEquals(ranges.length, 2));

refuses(
  "an archive of another checksum, and removes it",
  { archive: whole, told: whole.with(whole.length - 9, whole.at(-9)! ^ 1) },
  "Cannot download cifar10: cifar.bin must have the SHA-256 ",
  [],
);

const cut = whole.slice(0, whole.length - 100);
refuses(
  "an archive that is cut short at its source, and unpacks nothing",
  { archive: cut },
  "Cannot unpack cifar10: the archive must be whole",
  ["cifar.bin"],
);

refuses(
  "a zip that leads out of its folder",
  { archive: zipOf([...files, { path: "cifar-10-batches-bin/../../evil", text: "evil" }]), kind: "zip" },
  'Cannot unpack cifar10: paths in the archive must stay inside the data folder, current value is "cifar-10-batches-bin/../../evil"',
  ["cifar.bin"],
);

refuses(
  "a zip bomb that tells its size",
  {
    archive: zipOf([...files, { path: "cifar-10-batches-bin/bomb", bytes: new Uint8Array(50_000_000) }]),
    kind: "zip",
  },
  "Cannot unpack cifar10: the archive must unpack to at most 2,000,000 bytes, current value is 50,9",
  ["cifar.bin"],
);

refuses(
  "a zip bomb that lies",
  {
    archive: zipOf([...files, {
      path: "cifar-10-batches-bin/bomb",
      bytes: new Uint8Array(50_000_000),
      told: 10,
    }]),
    kind: "zip",
  },
  'Cannot unpack cifar10: "cifar-10-batches-bin/bomb" must unpack to 10 bytes, current value is more',
  ["cifar.bin"],
);

Deno.test("deno task data names a full disk, and goes on where there is room", async (t) => {
  let mounted = false;
  await inDataDir((cwd) =>
    served(cwd, { archive: whole }, async (args) => {
      mounted = await onSmallDisk(async (disk) => {
        const { code, stderr } = await run(cwd, ...args, "--data-dir", disk);
        assertEquals(code, 1);
        assertStringIncludes(stderr, disk);
        assertStringIncludes(
          stderr,
          "must have room for it, current value is a full disk; free some and run",
        );
        assertEquals(namesIn(disk).filter((name) => !/^cifar\.bin(\.part)?$/.test(name)), []);
      }, cwd);
      assertEquals((await run(cwd, ...args)).code, 0);
      await demandThere(cwd);
    })
  );
  await t.step({ name: "on a file system of 64 KiB", ignore: !mounted, fn: () => {} });
});

Deno.test("deno task data that is interrupted while it downloads goes on with what is there", () =>
  inDataDir((cwd) =>
    served(cwd, { archive: whole, manners: { piece: 300, pause: 30 } }, async (args, ranges) => {
      const child = command(cwd, args).spawn();
      const size = () => Deno.stat(`${cwd}/data/cifar.bin.part`).then(({ size }) => size, () => 0);
      for (let turn = 0; turn < 1500 && await size() < 600; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      child.kill("SIGKILL");
      await child.output();
      assertEquals(namesIn(`${cwd}/data`), ["cifar.bin.part"]);
      const there = await size();
      assertEquals((await run(cwd, ...args)).code, 0);
      assertEquals(ranges, [null, `bytes=${there}-`]);
      await demandThere(cwd);
    })
  ));
