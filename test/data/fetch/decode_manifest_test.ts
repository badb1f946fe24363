import { assert, assertEquals } from "@std/assert";
import * as E from "fp-ts/Either";
import { decodeManifest } from "../../../src/data/fetch/decode_manifest.ts";
import { stagingFolder } from "../../../src/data/fetch/staging_folder.ts";

const shipped = await Deno.readTextFile(new URL("../../../data/manifest.json", import.meta.url));

const set = {
  title: "A set",
  folder: "a-set",
  kind: "zip",
  downloads: [{ urls: ["https://example.org/files/a.zip"], bytes: 12, md5: "0".repeat(32) }],
  unpacked: { maxBytes: 100, maxEntries: 3 },
  terms: "free",
  citation: "somebody",
};

function complaint(changes: Readonly<Record<string, unknown>>, name = "a"): string {
  const decoded = decodeManifest(JSON.stringify({ [name]: { ...set, ...changes } }));
  assert(E.isLeft(decoded));
  assertEquals(decoded.left.name, "DataError");
  return decoded.left.message.replace("Cannot read the manifest of the data sets: ", "");
}

Deno.test("the manifest that ships decodes, names every set, and has room for what it unpacks", () => {
  const decoded = decodeManifest(shipped);
  assert(E.isRight(decoded));
  assertEquals(decoded.right.map(({ name }) => name), [
    "cifar10",
    "cifar100",
    "tiny-imagenet",
    "cifar10-c",
    "cifar100-c",
    "mnist",
    "fashion-mnist",
  ]);
  for (const { downloads, unpacked } of decoded.right) {
    assert(unpacked.maxBytes >= downloads.reduce((sum, { bytes }) => sum + bytes, 0));
  }
  const files = decoded.right.flatMap(({ downloads }) => downloads);
  const places = decoded.right.flatMap((source) =>
    source.downloads.map(({ file }) => `${stagingFolder(source, "data")}/${file}`)
  );
  assertEquals(new Set(places).size, files.length);
  assertEquals(new Set(files.map(({ checksum }) => checksum.hex)).size, files.length);
  for (const { file, urls } of files) assert(urls.every((url) => url.endsWith(`/${file}`)));
});

Deno.test("decodeManifest() takes the file's name from its address, and SHA-256 before MD5", () => {
  const download = { ...set.downloads[0], sha256: "a".repeat(64) };
  const decoded = decodeManifest(JSON.stringify({ a: { ...set, downloads: [download] } }));
  assert(E.isRight(decoded));
  assertEquals(decoded.right[0]?.downloads, [{
    file: "a.zip",
    urls: ["https://example.org/files/a.zip"],
    bytes: 12,
    checksum: { algorithm: "sha256", hex: "a".repeat(64) },
  }]);
});

Deno.test("decodeManifest() says what is wrong and where", () => {
  const download = set.downloads[0];
  assertEquals(complaint({ title: 3 }), "a.title must be a line of text, current value is 3");
  assertEquals(complaint({ folder: "../up" }), 'a.folder must be a plain name, current value is "../up"');
  assertEquals(complaint({ folder: ".." }), 'a.folder must be a plain name, current value is ".."');
  assertEquals(
    complaint({ kind: "rar" }),
    'a.kind must be one of tar, tar.gz, zip, file, current value is "rar"',
  );
  assertEquals(
    complaint({ downloads: [] }),
    "a.downloads must be a list of at least one, current value is []",
  );
  assertEquals(
    complaint({ downloads: [{ ...download, urls: ["ftp://example.org/a.zip"] }] }),
    "a.downloads[0].urls[0] must be an address with http:// or https://, current value is " +
      '"ftp://example.org/a.zip"',
  );
  assertEquals(
    complaint({ downloads: [{ ...download, urls: ["https://example.org/files/"] }] }),
    'the file name of a.downloads[0].urls must be a plain name, current value is ""',
  );
  assertEquals(
    complaint({ downloads: [{ ...download, bytes: -1 }] }),
    "a.downloads[0].bytes must be a whole number of at least 1, current value is -1",
  );
  assertEquals(
    complaint({ downloads: [{ ...download, md5: "xyz" }] }),
    'a.downloads[0].md5 must be 32 hexadecimal digits, current value is "xyz"',
  );
  assertEquals(
    complaint({ unpacked: { maxBytes: 1e99 } }),
    "a.unpacked.maxBytes must be a whole number of at least 1, current value is 1e+99",
  );
  assertEquals(complaint({}, "../a"), 'the name ../a must be a plain name, current value is "../a"');
});

Deno.test("decodeManifest() refuses what is no manifest", () => {
  for (const text of ["", "[]", "null", '{"a":1}', "{"]) assert(E.isLeft(decodeManifest(text)));
});

Deno.test("published checksums are of plain names", () => {
  const sum = "0".repeat(32);
  const decoded = decodeManifest(JSON.stringify({ a: { ...set, publishedMd5: { "x.bin": sum } } }));
  assert(E.isRight(decoded));
  assertEquals(decoded.right[0]?.publishedMd5, { "x.bin": sum });
  assertEquals(
    complaint({ publishedMd5: { "../x": sum } }),
    'a name in a.publishedMd5 must be a plain name, current value is "../x"',
  );
  assertEquals(
    complaint({ publishedMd5: { x: "1" } }),
    'a.publishedMd5.x must be 32 hexadecimal digits, current value is "1"',
  );
});
