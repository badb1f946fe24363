import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import * as E from "fp-ts/Either";
import { fetchDataset } from "../../../src/data/fetch/fetch_dataset.ts";
import { inspectDataset } from "../../../src/data/fetch/inspect_dataset.ts";
import type { Source } from "../../../src/data/fetch/manifest.ts";
import { verifyDataset } from "../../../src/data/fetch/verify_dataset.ts";
import { gzipped, sourceOf, tarOf, zipOf } from "./archives.ts";
import { downloadOf, inDataDir, namesIn, serve, someBytes } from "./server.ts";

const archive = gzipped(
  tarOf([{ path: "a-set/names.txt", text: "one\n" }, { path: "a-set/x/1.bin", bytes: someBytes(5000) }]),
);
const patience = { attempts: 2, pause: 1, silence: 5000 };

function source(url: string, bytes: Uint8Array = archive): Source {
  return { ...sourceOf("tar.gz"), downloads: [downloadOf("a.tar.gz", bytes, url)] };
}

async function right<A>(task: () => Promise<E.Either<Error, A>>): Promise<A> {
  const result = await task();
  if (E.isLeft(result)) throw result.left;
  return result.right;
}

async function complaint(task: () => Promise<E.Either<Error, unknown>>): Promise<string> {
  const result = await task();
  assert(E.isLeft(result));
  assertEquals(result.left.name, "DataError");
  return result.left.message;
}

Deno.test("a data set is downloaded, unpacked, listed and verified, and then left as it is", () =>
  inDataDir(async (dataDir) => {
    await using server = serve({ "a.tar.gz": archive });
    const set = source(server.url);
    assertEquals(await right(inspectDataset(set, dataDir)), { kind: "absent" });
    assertEquals(await right(fetchDataset(set, { dataDir, patience })), `${dataDir}/a-set`);
    assertEquals(namesIn(dataDir), ["a-set/SHA256SUMS", "a-set/names.txt", "a-set/x/1.bin"]);
    assertEquals(await right(inspectDataset(set, dataDir)), { kind: "complete" });
    assertEquals(await right(verifyDataset(set, dataDir)), 2);
    assertEquals(await right(fetchDataset(set, { dataDir, patience })), `${dataDir}/a-set`);
    assertEquals(server.ranges.length, 1);
  }));

Deno.test("the list of checksums is one that other programs write too", () =>
  inDataDir(async (dataDir) => {
    await using server = serve({ "a.tar.gz": archive });
    await right(fetchDataset(source(server.url), { dataDir, patience }));
    assertEquals(
      (await Deno.readTextFile(`${dataDir}/a-set/SHA256SUMS`)).split("\n")[0],
      // printf 'one\n' | sha256sum
      "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806  names.txt",
    );
  }));

Deno.test("a data set of several files that are no archives gets them as they are", () =>
  inDataDir(async (dataDir) => {
    const files = { "a.gz": someBytes(100), "b.gz": someBytes(200) };
    await using server = serve(files);
    const downloads = Object.entries(files).map(([name, bytes]) => downloadOf(name, bytes, server.url));
    await right(fetchDataset({ ...sourceOf("file"), downloads }, { dataDir, patience }));
    assertEquals(namesIn(dataDir), ["a-set/SHA256SUMS", "a-set/a.gz", "a-set/b.gz"]);
  }));

Deno.test("what an interrupted run left is shown, taken up, and swept away", () =>
  inDataDir(async (dataDir) => {
    await using server = serve({ "a.tar.gz": archive });
    await Deno.writeFile(`${dataDir}/a.tar.gz.part`, archive.subarray(0, 100));
    await Deno.mkdir(`${dataDir}/a-set.part/old`, { recursive: true });
    assertEquals(await right(inspectDataset(source(server.url), dataDir)), { kind: "started", bytes: 100 });
    await right(fetchDataset(source(server.url), { dataDir, patience }));
    assertEquals(namesIn(dataDir), ["a-set/SHA256SUMS", "a-set/names.txt", "a-set/x/1.bin"]);
    assertEquals(server.ranges, ["bytes=100-"]);
  }));

Deno.test("an archive that is refused leaves nothing unpacked", () =>
  inDataDir(async (dataDir) => {
    const evil = zipOf([{ path: "a-set/a", text: "a" }, { path: "a-set/../../evil", text: "evil" }]);
    await using server = serve({ "a.zip": evil });
    const set: Source = { ...sourceOf("zip"), downloads: [downloadOf("a.zip", evil, server.url)] };
    assertStringIncludes(
      await complaint(fetchDataset(set, { dataDir, patience })),
      "Cannot unpack a-set: paths in the archive must stay inside the data folder, current value is " +
        `"a-set/../../evil" (${dataDir}/a.zip, byte 40)`,
    );
    assertEquals(namesIn(dataDir), ["a.zip"]);
    assertEquals(await right(inspectDataset(set, dataDir)), { kind: "started", bytes: evil.length });
  }));

Deno.test("an archive with a wrong checksum is not unpacked", () =>
  inDataDir(async (dataDir) => {
    await using server = serve({ "a.tar.gz": archive.with(20, 1) });
    assertStringIncludes(
      await complaint(fetchDataset(source(server.url), { dataDir, patience })),
      "must have the SHA-256",
    );
    assertEquals(namesIn(dataDir), []);
  }));

Deno.test("a folder that came from elsewhere is never touched", () =>
  inDataDir(async (dataDir) => {
    await Deno.mkdir(`${dataDir}/a-set`);
    await Deno.writeTextFile(`${dataDir}/a-set/mine`, "mine");
    const set = source("http://127.0.0.1:1");
    assertEquals(await right(inspectDataset(set, dataDir)), { kind: "foreign" });
    assertEquals(
      await complaint(fetchDataset(set, { dataDir, patience })),
      `Cannot download a-set: ${dataDir}/a-set must have a SHA256SUMS, current value is a folder that came from ` +
        "elsewhere; use it as it is, or move it away",
    );
    assertEquals(namesIn(dataDir), ["a-set/mine"]);
  }));

Deno.test("two programs that get the same set at once leave it whole", () =>
  inDataDir(async (dataDir) => {
    await using server = serve({ "a.tar.gz": archive }, { piece: 500, pause: 5 });
    const results = await Promise.all(
      [1, 2].map(() => fetchDataset(source(server.url), { dataDir, patience })()),
    );
    assertEquals(results.filter(E.isRight).length, 1);
    assertEquals(await right(verifyDataset(source(server.url), dataDir)), 2);
    assertEquals(namesIn(dataDir).length, 3);
  }));

Deno.test("verifyDataset() finds what is damaged, missing, or no list", () =>
  inDataDir(async (dataDir) => {
    await using server = serve({ "a.tar.gz": archive });
    const set = source(server.url);
    const advice = `; move ${dataDir}/a-set away and run deno task data a-set`;
    assertEquals(
      await complaint(verifyDataset(set, dataDir)),
      `Cannot verify a-set: ${dataDir}/a-set/SHA256SUMS must be a file that can be read, current value is nothing` +
        advice,
    );
    await right(fetchDataset(set, { dataDir, patience }));
    await Deno.writeTextFile(`${dataDir}/a-set/names.txt`, "two\n");
    assertEquals(
      await complaint(verifyDataset(set, dataDir)),
      "Cannot verify a-set: names.txt must have the SHA-256 " +
        "2c8b08da5ce60398e1f19af0e5dccc744df274b826abe585eaba68c525434806, current value is " +
        // printf 'two\n' | sha256sum
        `27dd8ed44a83ff94d557f9fd0412ed5a8cbca69ea04922d88c01184a07300a5a${advice}`,
    );
    await Deno.remove(`${dataDir}/a-set/names.txt`);
    assertEquals(
      await complaint(verifyDataset(set, dataDir)),
      `Cannot verify a-set: names.txt must be a file that can be read, current value is nothing${advice}`,
    );
    await Deno.writeTextFile(`${dataDir}/a-set/SHA256SUMS`, "");
    assertEquals(
      await complaint(verifyDataset(set, dataDir)),
      `Cannot verify a data set: line 1 of ${dataDir}/a-set/SHA256SUMS must be a SHA-256 and a path, current value is ` +
        `""${advice}`,
    );
  }));

Deno.test("verifyDataset() checks published sums too, and those alone where the folder came from elsewhere", () =>
  inDataDir(async (dataDir) => {
    await Deno.mkdir(`${dataDir}/a-set`);
    await Deno.writeTextFile(`${dataDir}/a-set/names.txt`, "one\n");
    // printf 'one\n' | md5sum
    const publishedMd5 = { "names.txt": "5bbf5a52328e7439ae6e719dfe712200" };
    const set = { ...source("http://127.0.0.1:1"), publishedMd5 };
    assertEquals(await right(verifyDataset(set, dataDir)), 1);
    await Deno.writeTextFile(`${dataDir}/a-set/names.txt`, "two\n");
    assertStringIncludes(
      await complaint(verifyDataset(set, dataDir)),
      "names.txt must have the MD5 5bbf5a52328e7439ae6e719dfe712200, current value is ",
    );
  }));

Deno.test("two sets whose files are called the same do not meet", () =>
  inDataDir(async (dataDir) => {
    const [one, other] = [someBytes(100), someBytes(200)];
    await using first = serve({ "a.gz": one }), second = serve({ "a.gz": other });
    const set = (folder: string, bytes: Uint8Array, url: string): Source => ({
      ...sourceOf("file"),
      folder,
      downloads: [downloadOf("a.gz", bytes, url)],
    });
    await Deno.mkdir(`${dataDir}/a.download`);
    await Deno.writeFile(`${dataDir}/a.download/a.gz.part`, one.subarray(0, 10));
    await right(fetchDataset(set("b", other, second.url), { dataDir, patience }));
    assertEquals(await right(inspectDataset(set("a", one, first.url), dataDir)), {
      kind: "started",
      bytes: 10,
    });
    await right(fetchDataset(set("a", one, first.url), { dataDir, patience }));
    assertEquals(namesIn(dataDir), ["a/SHA256SUMS", "a/a.gz", "b/SHA256SUMS", "b/a.gz"]);
  }));
