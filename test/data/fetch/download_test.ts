import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import * as E from "fp-ts/Either";
import { download, type DownloadOptions } from "../../../src/data/fetch/download.ts";
import type { Download } from "../../../src/data/fetch/manifest.ts";
import type { Progress } from "../../../src/data/fetch/progress.ts";
import { downloadOf, inDataDir, namesIn, onSmallDisk, serve, someBytes } from "./server.ts";

const bytes = someBytes(300_000);
const patience = { attempts: 3, pause: 1, silence: 5000 };

function get(
  file: Download,
  dataDir: string,
  more: Partial<DownloadOptions> = {},
): Promise<E.Either<Error, string>> {
  return download(file, { set: "a-set", dataDir, patience, ...more })();
}

async function complaint(
  file: Download,
  dataDir: string,
  more: Partial<DownloadOptions> = {},
): Promise<string> {
  const result = await get(file, dataDir, more);
  assert(E.isLeft(result));
  assertEquals(result.left.name, "DataError");
  return result.left.message;
}

/** Downloads and demands that the file is whole and alone in the folder. */
async function demandWhole(
  file: Download,
  dataDir: string,
  more: Partial<DownloadOptions> = {},
): Promise<void> {
  const result = await get(file, dataDir, more);
  if (E.isLeft(result)) throw result.left;
  assertEquals(result.right, `${dataDir}/a.bin`);
  assertEquals(namesIn(dataDir), ["a.bin"]);
  assertEquals(await Deno.readFile(`${dataDir}/a.bin`), bytes);
}

Deno.test("a download ends with the whole file, and tells how far it is", () =>
  inDataDir(async (dataDir) => {
    await using server = serve({ "a.bin": bytes });
    const heard: Progress[] = [];
    await demandWhole(downloadOf("a.bin", bytes, server.url), dataDir, {
      tell: (progress) => heard.push(progress),
    });
    assertEquals(server.ranges, [null]);
    const done = heard.flatMap((one) => one.stage === "download" ? [one.done] : []);
    assertEquals(done, done.toSorted((a, b) => a - b));
    assertEquals(done.at(-1), bytes.length);
    assertEquals(heard.at(-1), { stage: "check", file: "a.bin", done: bytes.length, total: bytes.length });
  }));

Deno.test("a file that is already there is checked, not fetched", () =>
  inDataDir(async (dataDir) => {
    await using server = serve({ "a.bin": bytes });
    const file = downloadOf("a.bin", bytes, server.url);
    await Deno.writeFile(`${dataDir}/a.bin`, bytes);
    await demandWhole(file, dataDir);
    await Deno.writeFile(`${dataDir}/a.bin`, bytes.with(5, 1));
    const message = await complaint(file, dataDir);
    assertStringIncludes(message, `a.bin must have the SHA-256 ${file.checksum.hex}, current value is `);
    assertStringIncludes(message, `remove ${dataDir}/a.bin and run the command again`);
    assertEquals(server.ranges, []);
  }));

for (const chunked of [false, true]) {
  const how = chunked ? "of unannounced size" : "of announced size";
  Deno.test(`a connection ${how} that is cut in the middle goes on where it was cut`, () =>
    inDataDir(async (dataDir) => {
      await using server = serve({ "a.bin": bytes }, { cutAfter: 100_000, cuts: 2, chunked });
      await demandWhole(downloadOf("a.bin", bytes, server.url), dataDir);
      assertEquals(server.ranges.length, 3);
      assertEquals(server.ranges.slice(1).every((range) => Number(range?.slice(6, -1)) > 0), true);
    }));
}

Deno.test("a connection that is always cut is given up, and the next run goes on with what is there", () =>
  inDataDir(async (dataDir) => {
    const notes: string[] = [];
    {
      await using server = serve({ "a.bin": bytes }, { cutAfter: 20_000 });
      const message = await complaint(downloadOf("a.bin", bytes, server.url), dataDir, {
        tell: (one) => one.stage === "note" && notes.push(one.text),
      });
      assertStringIncludes(
        message,
        "Cannot download a-set: the connection must last, current value is cut 3 times in a row: ",
      );
      assertStringIncludes(
        message,
        "run the command again, what is there is kept, or name another server with --mirror",
      );
      assertEquals(server.ranges.length, 3);
    }
    assertEquals(notes.length, 2);
    assertStringIncludes(notes[1]!, "trying again in 0.002 s");
    assertEquals(namesIn(dataDir), ["a.bin.part"]);
    const { size } = await Deno.stat(`${dataDir}/a.bin.part`);
    assert(size > 20_000);
    await using server = serve({ "a.bin": bytes });
    await demandWhole(downloadOf("a.bin", bytes, server.url), dataDir);
    assertEquals(server.ranges, [`bytes=${size}-`]);
  }));

Deno.test("a server that ignores ranges starts over, and one that also cuts is given up", () =>
  inDataDir(async (dataDir) => {
    {
      await using server = serve({ "a.bin": bytes }, { cutAfter: 200_000, ignoresRanges: true });
      await complaint(downloadOf("a.bin", bytes, server.url), dataDir);
      assertEquals(server.ranges.length <= 4, true);
    }
    await using server = serve({ "a.bin": bytes }, { ignoresRanges: true });
    await demandWhole(downloadOf("a.bin", bytes, server.url), dataDir);
    assertEquals(server.ranges.length, 1);
    assertEquals(server.ranges[0]?.startsWith("bytes="), true);
  }));

Deno.test("a download that starts over keeps nothing of what was there before", () =>
  inDataDir(async (dataDir) => {
    await Deno.writeFile(`${dataDir}/a.bin.part`, new Uint8Array(250_000));
    await using server = serve({ "a.bin": bytes }, { cutAfter: 100_000, ignoresRanges: true });
    await complaint(downloadOf("a.bin", bytes, server.url), dataDir);
    const part = await Deno.readFile(`${dataDir}/a.bin.part`);
    assert(part.length <= 100_000);
    assertEquals(part, bytes.subarray(0, part.length));
  }));

Deno.test("a part that is damaged is fetched from its start", () =>
  inDataDir(async (dataDir) => {
    await using server = serve({ "a.bin": bytes });
    for (const size of [10, bytes.length, bytes.length + 10]) {
      await Deno.writeFile(`${dataDir}/a.bin.part`, new Uint8Array(size));
      await demandWhole(downloadOf("a.bin", bytes, server.url), dataDir);
      await Deno.remove(`${dataDir}/a.bin`);
    }
    assertEquals(server.ranges, ["bytes=10-", null, null, null]);
  }));

Deno.test("a wrong checksum leaves nothing behind", () =>
  inDataDir(async (dataDir) => {
    await using server = serve({ "a.bin": bytes.with(7, 0) });
    const file = downloadOf("a.bin", bytes, server.url);
    const message = await complaint(file, dataDir);
    assertStringIncludes(
      message,
      `Cannot download a-set: a.bin must have the SHA-256 ${file.checksum.hex}, current value is ` +
        downloadOf("a.bin", bytes.with(7, 0)).checksum.hex,
    );
    assertStringIncludes(
      message,
      "it was removed, so run the command again or name another server with --mirror",
    );
    assertEquals(namesIn(dataDir), []);
  }));

for (const chunked of [false, true]) {
  const how = chunked ? "does not say" : "says";
  Deno.test(`a truncated file is never whole, whether the server ${how} how large it is`, () =>
    inDataDir(async (dataDir) => {
      await using server = serve({ "a.bin": bytes.subarray(0, 290_000) }, { chunked });
      assertStringIncludes(
        await complaint(downloadOf("a.bin", bytes, server.url), dataDir),
        `Cannot download a-set: the file must have 300,000 bytes, current value is 290,000 (${server.url}/a.bin)`,
      );
      assertEquals(namesIn(dataDir), ["a.bin.part"]);
    }));
  Deno.test(`a file that is too large is never taken, whether the server ${how} how large it is`, () =>
    inDataDir(async (dataDir) => {
      await using server = serve({ "a.bin": someBytes(400_000) }, { chunked });
      assertStringIncludes(
        await complaint(downloadOf("a.bin", bytes, server.url), dataDir),
        `the file must have 300,000 bytes, current value is ${chunked ? "more" : "400,000"} (`,
      );
      assertEquals((await Deno.stat(`${dataDir}/a.bin.part`)).size <= bytes.length, true);
    }));
}

Deno.test("a slow server is waited for, a silent one is not", () =>
  inDataDir(async (dataDir) => {
    {
      await using server = serve({ "a.bin": bytes }, { piece: 1000, pause: 400 });
      const message = await complaint(downloadOf("a.bin", bytes, server.url), dataDir, {
        patience: { attempts: 2, pause: 1, silence: 100 },
      });
      assertStringIncludes(message, "cut 2 times in a row: the server was silent for 0.1 s");
    }
    await using server = serve({ "a.bin": bytes }, { piece: 10_000, pause: 20 });
    await demandWhole(downloadOf("a.bin", bytes, server.url), dataDir, {
      patience: { attempts: 1, pause: 1, silence: 400 },
    });
  }));

Deno.test("a busy server is asked again, a missing file is looked for at the next address", () =>
  inDataDir(async (dataDir) => {
    await using busy = serve({ "a.bin": bytes }, { status: 503 });
    await using empty = serve({});
    await using server = serve({ "a.bin": bytes });
    const message = await complaint(downloadOf("a.bin", bytes, busy.url, empty.url), dataDir);
    assertStringIncludes(message, `cut 3 times in a row: the server answered 503 (${busy.url}/a.bin); `);
    assertStringIncludes(
      message,
      `the server must answer 200 or 206, current value is 404 (${empty.url}/a.bin)`,
    );
    assertEquals([busy.ranges.length, empty.ranges.length], [3, 1]);
    await demandWhole(downloadOf("a.bin", bytes, empty.url, server.url), dataDir);
  }));

Deno.test("a mirror is asked instead of the official address", () =>
  inDataDir(async (dataDir) => {
    await using official = serve({ "a.bin": bytes });
    await using mirror = serve({ "sets/a.bin": bytes });
    await demandWhole(downloadOf("a.bin", bytes, official.url), dataDir, { mirror: `${mirror.url}/sets/` });
    assertEquals([official.ranges.length, mirror.ranges.length], [0, 1]);
  }));

Deno.test("two programs cannot write the same file", () =>
  inDataDir(async (dataDir) => {
    await using server = serve({ "a.bin": bytes }, { piece: 50_000, pause: 50 });
    const file = downloadOf("a.bin", bytes, server.url);
    const results = await Promise.all([get(file, dataDir), get(file, dataDir)]);
    const [problem, ...others] = results.flatMap((one) => E.isLeft(one) ? [one.left.message] : []);
    assertEquals(others, []);
    assertStringIncludes(
      problem ?? "",
      "must be written by one program at a time, current value is two; wait for the",
    );
    assertEquals(namesIn(dataDir), ["a.bin"]);
  }));

Deno.test("a full disk is named, and what is there is kept", async (t) => {
  await using server = serve({ "a.bin": bytes });
  const mounted = await onSmallDisk(async (dataDir) => {
    assertEquals(
      await complaint(downloadOf("a.bin", bytes, server.url), dataDir),
      `Cannot download a-set: ${dataDir} must have room for it, current value is a full disk; free some and run the ` +
        "command again, or name another folder with --data-dir",
    );
    assertEquals(namesIn(dataDir), ["a.bin.part"]);
  });
  await t.step({ name: "on a file system of 64 KiB", ignore: !mounted, fn: () => {} });
});

Deno.test("a data folder that is a file is named", () =>
  inDataDir(async (dataDir) => {
    await Deno.writeTextFile(`${dataDir}/file`, "");
    assertStringIncludes(
      await complaint(downloadOf("a.bin", bytes, "http://127.0.0.1:1"), `${dataDir}/file`),
      `Cannot download a-set: ${dataDir}/file must be a folder that can be written, current value is `,
    );
  }));
