import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import { createHash } from "node:crypto";
import type { ArchiveKind, Source } from "../../../src/data/fetch/manifest.ts";
import { unpack } from "../../../src/data/fetch/unpack.ts";
import { type Entry, gzipped, sourceOf, tarOf, zipOf } from "./archives.ts";
import { inDataDir, namesIn, onSmallDisk, someBytes } from "./server.ts";

const kinds = {
  "tar": tarOf,
  "tar.gz": (entries: readonly Entry[]) => gzipped(tarOf(entries)),
  "zip": zipOf,
} satisfies Partial<Record<ArchiveKind, (entries: readonly Entry[]) => Uint8Array<ArrayBuffer>>>;

type Packed = keyof typeof kinds;

const entries: readonly Entry[] = [
  { path: "a-set/", type: "5", mode: 0o040755 },
  { path: "a-set/names.txt", text: "one\ntwo\n" },
  { path: "./a-set/train/images/1.bin", bytes: someBytes(70_001) },
  { path: "a-set/empty", text: "" },
];

/** Unpacks bytes in a folder of its own and says what became of them. */
async function unpackHere(
  dataDir: string,
  archive: Uint8Array,
  source: Source,
): Promise<E.Either<Error, readonly unknown[]>> {
  await Deno.writeFile(`${dataDir}/archive`, archive);
  await Deno.mkdir(`${dataDir}/target`);
  return await unpack(source, { archives: [`${dataDir}/archive`], target: `${dataDir}/target` })();
}

/** How far a place in an archive can be: gzip is unpacked before it is read. */
function unpackedSize(archive: Uint8Array): number {
  return archive[0] === 0x1f ? Infinity : archive.length;
}

/** What is wrong with an archive; nothing may be outside of the target. */
async function complaint(archive: Uint8Array, source: Source): Promise<string> {
  let message = "";
  await inDataDir(async (dataDir) => {
    const result = await unpackHere(dataDir, archive, source);
    assert(E.isLeft(result), "The archive was unpacked");
    assertEquals(result.left.name, "DataError");
    assertEquals(namesIn(dataDir).filter((name) => !name.startsWith("target/")), ["archive"]);
    const { message: full } = result.left;
    const [advice = "", byte] =
      / \(\S+\/archive, byte (\d+)\); remove the archive and get it .* --mirror$/.exec(full) ?? [];
    assert(Number(byte) <= unpackedSize(archive), full);
    assertStringIncludes(advice, dataDir);
    message = full.replace(advice, "").replace("Cannot unpack a-set: ", "");
  });
  return message;
}

for (const kind of Object.keys(kinds) as readonly Packed[]) {
  const packed = (...more: readonly Entry[]) => kinds[kind]([...entries, ...more]);

  Deno.test(`a ${kind} gives its files and their checksums`, () =>
    inDataDir(async (dataDir) => {
      const more = [
        { path: "beside.txt", text: "not of the set" },
        { path: "a-set/._names.txt", text: "what a Mac adds" },
      ];
      const result = await unpackHere(dataDir, packed(...more), sourceOf(kind));
      if (E.isLeft(result)) throw result.left;
      const sha256 = (bytes: Uint8Array | string) => createHash("sha256").update(bytes).digest("hex");
      assertEquals(result.right, [
        { path: "names.txt", sha256: sha256("one\ntwo\n") },
        { path: "train/images/1.bin", sha256: sha256(someBytes(70_001)) },
        { path: "empty", sha256: sha256("") },
      ]);
      assertEquals(namesIn(`${dataDir}/target`), ["empty", "names.txt", "train/images/1.bin"]);
      assertEquals(await Deno.readFile(`${dataDir}/target/train/images/1.bin`), someBytes(70_001));
    }));

  Deno.test(`a ${kind} with a path that leads out of the folder is refused`, async () => {
    const paths = [
      "../evil",
      "a-set/../../evil",
      "/tmp/evil",
      "a-set/x\\..\\evil",
      "C:evil",
      "a-set/new\nline",
    ];
    for (const path of paths) {
      assertEquals(
        await complaint(packed({ path, text: "evil" }), sourceOf(kind)),
        `paths in the archive must stay inside the data folder, current value is ${JSON.stringify(path)}`,
      );
    }
  });

  Deno.test(`a ${kind} with a link is refused`, async () => {
    const types = kind === "zip" ? ["0"] : ["1", "2"];
    for (const type of types) {
      const link = { path: "a-set/link", type, link: "/etc/passwd", text: "", mode: 0o120777 };
      assertEquals(
        await complaint(packed(link), sourceOf(kind)),
        'the archive must hold no links, current value is "a-set/link"',
      );
    }
  });

  Deno.test(`a ${kind} with a file twice is refused`, async () => {
    assertEquals(
      await complaint(packed({ path: "a-set//names.txt", text: "other" }), sourceOf(kind)),
      'the archive must hold every file once, current value is two of "a-set//names.txt"',
    );
  });

  Deno.test(`a ${kind} with more bytes or entries than the manifest allows is refused`, async () => {
    assertEquals(
      await complaint(packed({ path: "a-set/big", bytes: new Uint8Array(50_000) }), sourceOf(kind)),
      "the archive must unpack to at most 100,000 bytes, current value is 120,009",
    );
    assertEquals(
      await complaint(packed({ path: "a-set/more", text: "" }), sourceOf(kind, 100_000, 4)),
      "the archive must hold at most 4 entries, current value is more",
    );
  });

  Deno.test(`a ${kind} without the folder of the set is refused`, async () => {
    assertEquals(
      await complaint(kinds[kind]([{ path: "other/file", text: "x" }]), sourceOf(kind)),
      "the archive must have files in a folder a-set, current value is none",
    );
  });

  Deno.test(`a ${kind} that is cut short anywhere is refused`, async () => {
    const whole = kinds[kind]([{ path: "a-set/a", bytes: someBytes(2000) }, { path: "a-set/b", text: "b" }]);
    // The second of the two blocks of zeros at the end of a tar says nothing.
    const needed = kind === "tar" ? whole.length - 512 : whole.length;
    for (let length = 0; length < needed; length += 97) {
      const message = await complaint(whole.subarray(0, length), sourceOf(kind));
      assertStringIncludes(message, "must be");
    }
    await complaint(whole.subarray(0, needed - 1), sourceOf(kind));
  });

  Deno.test(`a damaged ${kind} is refused or unpacked, never a crash`, async () => {
    const whole = kinds[kind]([{ path: "a-set/a", text: "abcabcabc".repeat(50) }, {
      path: "a-set/b",
      text: "b",
    }]);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (changes) =>
          inDataDir(async (dataDir) => {
            const bytes = whole.slice();
            for (const [at, value] of changes) bytes[at] = value;
            const result = await unpackHere(dataDir, bytes, sourceOf(kind));
            if (E.isLeft(result)) assertEquals(result.left.name, "DataError");
          }),
      ),
      { numRuns: 200 },
    );
  });
}

Deno.test("headers of extensions and unknown types in a tar are passed over", () =>
  inDataDir(async (dataDir) => {
    const archive = tarOf([
      { path: "PaxHeader", type: "x", text: "30 mtime=1234567890.123456789\n" },
      { path: "global", type: "g", bytes: someBytes(700) },
      { path: "a-set/pipe", type: "6" },
      { path: "a-set/unknown", type: "Z", bytes: someBytes(512) },
      { path: "a-set/a", text: "a" },
    ]);
    const result = await unpackHere(dataDir, archive, sourceOf("tar"));
    assert(E.isRight(result));
    assertEquals(namesIn(`${dataDir}/target`), ["a"]);
  }));

Deno.test("a tar that goes on for ever after its last file is refused", async () => {
  const archive = gzipped(tarOf([{ path: "a-set/a", text: "a" }], 10_000_000));
  assert(archive.length < 20_000);
  assertStringIncludes(
    await complaint(archive, sourceOf("tar.gz")),
    "the archive must unpack to at most 247,456 bytes, current value is more",
  );
});

Deno.test("a tar with a header that fails its checksum is refused", async () => {
  assertEquals(
    await complaint(tarOf([{ path: "a-set/a", text: "a" }]).with(0, 98), sourceOf("tar")),
    "every header of the archive must have its checksum, current value is a damaged header",
  );
});

Deno.test("a zip whose directory has fewer entries than its end tells is refused", async () => {
  const archive = zipOf([{ path: "a-set/a", text: "a" }]);
  assertEquals(
    await complaint(archive.with(archive.length - 12, 2), sourceOf("zip")),
    "the directory of the zip must be sound, current value is 1 entries instead of 2",
  );
});

Deno.test("a zip bomb is refused by what it tells and by what it is", async () => {
  const bomb = { path: "a-set/bomb", bytes: new Uint8Array(50_000_000) };
  assertEquals(
    await complaint(zipOf([bomb]), sourceOf("zip")),
    "the archive must unpack to at most 100,000 bytes, current value is 50,000,000",
  );
  await inDataDir(async (dataDir) => {
    const result = await unpackHere(dataDir, zipOf([{ ...bomb, told: 10 }]), sourceOf("zip"));
    assert(E.isLeft(result));
    assertStringIncludes(result.left.message, '"a-set/bomb" must unpack to 10 bytes, current value is more');
    assertEquals((await Deno.stat(`${dataDir}/target/bomb`)).size <= 10, true);
  });
});

Deno.test("a zip is read by its directory, stored and deflated, with the end record for many entries too", async () => {
  for (const large of [false, true]) {
    await inDataDir(async (dataDir) => {
      const archive = zipOf([{ path: "a-set/s", text: "stored", stored: true }, ...entries], large);
      const result = await unpackHere(dataDir, archive, sourceOf("zip"));
      if (E.isLeft(result)) throw result.left;
      assertEquals(namesIn(`${dataDir}/target`), ["empty", "names.txt", "s", "train/images/1.bin"]);
      assertEquals(await Deno.readTextFile(`${dataDir}/target/s`), "stored");
    });
  }
});

Deno.test("a zip that needs what is not there is refused", async () => {
  const one = (entry: Partial<Entry>) => zipOf([{ path: "a-set/a", text: "abc", ...entry }]);
  assertEquals(
    await complaint(one({ flags: 1 }), sourceOf("zip")),
    '"a-set/a" must be stored or deflated, without a password, current value is a password',
  );
  assertEquals(
    await complaint(one({ method: 99 }), sourceOf("zip")),
    '"a-set/a" must be stored or deflated, without a password, current value is method 99',
  );
  assertEquals(
    await complaint(one({ crc: 1 }), sourceOf("zip")),
    '"a-set/a" must have the CRC-32 1, current value is 352441c2',
  );
  assertEquals(
    await complaint(one({ told: 4 }), sourceOf("zip")),
    '"a-set/a" must unpack to 4 bytes, current value is 3',
  );
});

Deno.test("a file that is no archive is taken as it is", () =>
  inDataDir(async (dataDir) => {
    const result = await unpackHere(dataDir, someBytes(1000), sourceOf("file"));
    assert(E.isRight(result));
    assertEquals(await Deno.readFile(`${dataDir}/target/archive`), someBytes(1000));
  }));

Deno.test("a disk that is full while unpacking is named", async (t) => {
  const mounted = await onSmallDisk((disk) =>
    inDataDir(async (dataDir) => {
      await Deno.writeFile(`${dataDir}/archive`, zipOf(entries));
      const result = await unpack(sourceOf("zip"), { archives: [`${dataDir}/archive`], target: disk })();
      assert(E.isLeft(result));
      assertStringIncludes(
        result.left.message,
        `Cannot unpack a-set: ${disk} must have room for it, current value is a full disk; free some`,
      );
    })
  );
  await t.step({ name: "on a file system of 64 KiB", ignore: !mounted, fn: () => {} });
});
