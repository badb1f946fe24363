import { assert, assertEquals, assertMatch } from "@std/assert";
import * as fc from "fast-check";
import * as E from "fp-ts/Either";
import type { ArchiveEntry } from "../../src/data/fetch/archive_entry.ts";
import { ArchiveProblem } from "../../src/data/fetch/archive_problem.ts";
import type { ArchiveFile } from "../../src/data/fetch/read_at.ts";
import { tarEntries } from "../../src/data/fetch/tar_entries.ts";
import { zipEntries } from "../../src/data/fetch/zip_entries.ts";
import { decodeImage } from "../../src/data/image/decode_image.ts";
import { decodeIdx } from "../../src/data/mnist/decode_idx.ts";
import { decodeCifar10, decodeCifar100, readNpy } from "../../src/data/mod.ts";
import { tarOf, zipOf } from "./fetch/archives.ts";
import { judgedImages } from "./image/judged_images.ts";
import { mutated } from "./mutations.ts";
import { makeNpy } from "./npy/make_npy.ts";
import { sampleFolder } from "./with_folder.ts";

const origin = { title: "a set", advice: "look again" };
const path = "/data/some.file";
/** Files of each format; `MIAMIX_FUZZ_RUNS` asks for more. */
const RUNS = Number(Deno.env.get("MIAMIX_FUZZ_RUNS") ?? 3000);

/** Demands that what cannot be read is a `DataError` with file, offset and reason. */
function demandReason(decoded: E.Either<Error, unknown>, bytes: Uint8Array, file = path): void {
  if (E.isRight(decoded)) return;
  const { name, message } = decoded.left;
  assertEquals(name, "DataError", message);
  const [, at = "", byte] = /current (?:value|size) is .+ \((\S+), byte (\d+)\)/s.exec(message) ?? [];
  assertEquals(at, file, message);
  assert(Number(byte) <= Math.max(bytes.length, 28), message);
}

const productOf = (shape: readonly number[]) => shape.reduce((product, each) => product * each, 1);

Deno.test(`${RUNS} mutated CIFAR files give whole records with labels that can be, or a reason`, () => {
  for (const [first, labelBytes, decode] of [[7, 1, decodeCifar10], [4, 2, decodeCifar100]] as const) {
    const record = 3072 + labelBytes;
    const whole = Uint8Array.from(
      { length: 2 * record },
      (_, i) => i % record === 0 ? first : i % 251 & 1 ? 0 : 9,
    );
    for (const start of [0, record]) whole.fill(0, start + 1, start + labelBytes);
    assert(E.isRight(decode([{ path, bytes: whole }])));
    fc.assert(
      fc.property(mutated(whole), (bytes) => {
        const decoded = decode([{ path, bytes }]);
        demandReason(decoded, bytes);
        if (E.isLeft(decoded)) return;
        const { count, images, labels } = decoded.right;
        assertEquals([count * record, labels.length, images.length], [bytes.length, count, count * 3072]);
        assert(labels.every((label) => label < (labelBytes === 1 ? 10 : 100)));
      }),
      { numRuns: RUNS / 2 },
    );
  }
});

Deno.test(`${RUNS} mutated IDX files give as many values as their sizes say, or a reason`, () => {
  const whole = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4, ...new Uint8Array(24).fill(5));
  fc.assert(
    fc.property(mutated(whole), (bytes) => {
      const decoded = decodeIdx(origin, { path, bytes }, 3);
      demandReason(decoded, bytes);
      if (E.isRight(decoded)) assertEquals(decoded.right.values.length, productOf(decoded.right.shape));
    }),
    { numRuns: RUNS },
  );
});

Deno.test(`${RUNS} mutated NumPy files give as many values as their header says, or a reason`, async () => {
  const folder = await Deno.makeTempDir();
  const file = `${folder}/a.npy`;
  try {
    await fc.assert(
      fc.asyncProperty(mutated(makeNpy([4, 2, 3], new Uint8Array(24).fill(5))), async (bytes) => {
        await Deno.writeFile(file, bytes);
        const decoded = await readNpy(file)();
        demandReason(decoded, bytes, file);
        if (E.isRight(decoded)) assertEquals(decoded.right.values.length, productOf(decoded.right.shape));
      }),
      { numRuns: RUNS },
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

const real = sampleFolder("tiny-imagenet-sample/tiny-imagenet-200/val/images");
const photos = real === undefined
  ? []
  : [...Deno.readDirSync(real)].map(({ name }) => name).sort().slice(0, 2).map((name) =>
    Deno.readFileSync(`${real}/${name}`)
  );

/** What headers say, found by the marker of a frame or at their places. */
const sizes = {
  JPEG: (bytes: Uint8Array) => {
    const found: string[] = [];
    for (let at = 2; at + 9 < bytes.length; at++) {
      const frame = bytes[at] === 0xff && [0xc0, 0xc1, 0xc2].includes(bytes[at + 1]!);
      if (frame) {
        found.push(`${bytes[at + 5]! * 256 + bytes[at + 6]!}×${bytes[at + 7]! * 256 + bytes[at + 8]!}`);
      }
    }
    return found;
  },
  PNG: (bytes: Uint8Array) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    return [`${view.getUint32(20)}×${view.getUint32(16)}`];
  },
  WebP: (bytes: Uint8Array) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset), found: string[] = [];
    for (let at = 12; at + 18 <= bytes.length; at++) {
      const lossless = view.getUint32(at + 9, true),
        side = (place: number) => view.getUint16(at + place, true) & 0x3fff;
      if (view.getUint32(at) === 0x56503820) found.push(`${side(16)}×${side(14)}`);
      if (view.getUint32(at) === 0x5650384c) {
        found.push(`${1 + (lossless >> 14 & 0x3fff)}×${1 + (lossless & 0x3fff)}`);
      }
    }
    return found;
  },
};

for (const kind of ["JPEG", "PNG", "WebP"] as const) {
  const images = judgedImages.filter((image) => image.kind.startsWith(kind)).map(({ file }) => file);
  Deno.test(`${RUNS} mutated ${kind} files give an image of the size that their header says, or a reason`, () => {
    let good = 0;
    fc.assert(
      fc.property(mutated(...images, ...(kind === "JPEG" ? photos : [])), (bytes) => {
        const decoded = decodeImage(origin, { path, bytes }, "ignore");
        if (E.isLeft(decoded) && decoded.left.message.includes("must be a PNG, JPEG or WebP image")) return;
        demandReason(decoded, bytes);
        if (E.isLeft(decoded)) return;
        good++;
        const { height, width, pixels } = decoded.right;
        assertEquals(pixels.length, height * width * 3);
        assert(sizes[kind](bytes).includes(`${height}×${width}`));
      }),
      { numRuns: RUNS },
    );
    assert(good > 0);
  });
}

/** Bytes as the file of an archive. */
function fileOf(bytes: Uint8Array): ArchiveFile {
  let at = 0;
  return {
    stat: () => Promise.resolve({ size: bytes.length } as Deno.FileInfo),
    seek: (to) => Promise.resolve(at = Number(to)),
    read(buffer) {
      const some = bytes.subarray(at, at + buffer.length);
      buffer.set(some);
      at += some.length;
      return Promise.resolve(some.length === 0 ? null : some.length);
    },
  };
}

const entries = [{ path: "a-set/a", text: "abcabcabc".repeat(9) }, {
  path: "a-set/b",
  text: "b",
  stored: true,
}];
const archives = {
  zip: [zipOf(entries), zipOf(entries, true)],
  tar: [tarOf(entries)],
};

for (const kind of ["zip", "tar"] as const) {
  const open = (bytes: Uint8Array): AsyncGenerator<ArchiveEntry> =>
    kind === "zip" ? zipEntries(fileOf(bytes), 20) : tarEntries(ReadableStream.from([bytes.slice()]), 20_000);
  Deno.test(`${RUNS} mutated ${kind} archives give entries of the sizes they tell, or a reason`, async () => {
    await fc.assert(
      fc.asyncProperty(mutated(...archives[kind]), async (bytes) => {
        try {
          for await (const entry of open(bytes)) {
            assert(entry.offset >= 0 && entry.offset <= 2 ** 32);
            if (entry.size > 20_000) continue;
            let size = 0;
            for await (const piece of entry.content()) size += piece.length;
            assertEquals(size, entry.size);
          }
        } catch (error) {
          if (!(error instanceof ArchiveProblem)) throw error;
          assertMatch(error.message, /must .+, current value is ./);
          assert((error.byte ?? 0) <= 20_000 + bytes.length, `${error.byte}`);
        }
      }),
      { numRuns: RUNS },
    );
  });
}
