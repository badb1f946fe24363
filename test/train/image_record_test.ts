import { assertEquals } from "@std/assert";
import { embedded } from "../../src/data/mod.ts";
import { dataDigest, trainedOn } from "../../src/train/mod.ts";
import { changes } from "../../src/train/changes.ts";
import { encodeImageRecord, imageRecord } from "../../src/train/image_record.ts";
import { createHash } from "node:crypto";
import { tinyRun } from "./tiny_run.ts";
import { identityOf } from "../../src/train/identity_of.ts";

const digests = (train: readonly bigint[], test: readonly bigint[]) => ({
  train: BigUint64Array.from(train),
  test: BigUint64Array.from(test),
});

Deno.test("dataDigest() gives the first 64 bits of the SHA-256 of each image", async () => {
  const dataset = embedded({ train: 1030, test: 2 });
  const { train, test } = await dataDigest(dataset);
  assertEquals([train.length, test.length], [1030, 2]);
  for (const n of [0, 1023, 1024, 1029]) {
    const hex = createHash("sha256").update(dataset.train.images.subarray(3072 * n, 3072 * (n + 1))).digest(
      "hex",
    );
    const bytes = hex.slice(0, 16).match(/../g)!;
    assertEquals(train[n], BigInt(`0x${bytes.reverse().join("")}`), `image ${n}`);
  }
});

Deno.test("trainedOn() counts what was trained on and not tested with as well", () => {
  const before = imageRecord(digests([2n, 1n, 3n, 3n], [3n, 4n]));
  assertEquals(before.train, BigUint64Array.of(1n, 2n));
  assertEquals(trainedOn(before, [1n, 2n, 2n, 3n, 4n, 5n]), 3);
});

Deno.test("a run that goes on was trained on what it was tested with before", () => {
  const first = imageRecord(digests([1n, 2n], [3n, 4n])), dealtAnew = digests([1n, 3n], [2n, 4n]);
  assertEquals(trainedOn(imageRecord(dealtAnew, first), [1n, 2n, 3n, 4n]), 3);
});

Deno.test("the record of 50,000 images takes 400 kB", () => {
  const many = Array.from({ length: 50_000 }, (_, n) => BigInt(n) << 32n);
  assertEquals(encodeImageRecord(imageRecord(digests(many, []))).length < 400_200, true);
});

Deno.test("a run does not go on where images that it does not use have changed the mean", async () => {
  const run = await tinyRun(), before = identityOf(run, "abc");
  const origins = new Proxy({}, { get: () => "default" }) as Parameters<typeof changes>[3];
  const now = (mean: readonly number[]) => ({ ...before, images: { ...before.images!, mean } });
  const { mean } = run.dataset;
  assertEquals(changes(before, now(mean.map((value) => value + 1e-9)), run.config, origins).binding, []);
  assertEquals(changes(before, now([0.1, 0.2, 0.3]), run.config, origins).binding, [
    `the mean of the channels: ${mean} → 0.1,0.2,0.3`,
  ]);
});
