import jpeg from "jpeg-js";
import type { ImageShape } from "../../src/batch.ts";
import { cached } from "../../src/data/cache/cached.ts";
import { rowsInMemory } from "../../src/data/cache/file_set.ts";
import { type DecodePool, decodePool } from "../../src/data/image/decode_pool.ts";
import { type Dataset, gather, type Samples, type Split } from "../../src/data/mod.ts";
import { fold, key, permutation } from "../../src/random/mod.ts";
import type { Case } from "../case.ts";
import { hostTurn } from "../host.ts";
import type { Turn } from "../measure.ts";
import { photosSuite } from "./photos.ts";

const shape: ImageShape = [128, 32, 32, 3];
const size = { height: 32, width: 32, channels: 3 };
const ROW = 32 * 32 * 3;
/** As many images as CIFAR-10 trains with. */
const COUNT = 50_000;

/** Photographs decoded in a turn. */
const PHOTOS = 512;

/**
 * Reading: rows of bytes gathered from memory and from a converted file, against a plain copy of as many
 * bytes; JPEGs decoded by workers, against decoding in the program; and large ones, against another decoder.
 */
export function dataSuite(): readonly Case[] {
  const workers = [1, 2, 4, 8].filter((count) => count <= Math.max(2, navigator.hardwareConcurrency));
  return [
    reading("gather", (split, ids) => gather(split, ids)),
    reading("from file", (split, ids) => gather(split, ids), intoFile),
    ...workers.map(decoding),
    ...photosSuite(),
  ];
}

function reading(
  name: string,
  read: (samples: Samples, ids: Uint32Array) => Promise<unknown>,
  place: (split: Split) => Promise<Placed> = (samples) => Promise.resolve({ samples, dispose() {} }),
): Case {
  return {
    suite: "data",
    name,
    engine: "cpu",
    shape,
    against: "Uint8Array.set",
    async prepare() {
      const images = new Uint8Array(COUNT * ROW).map((_, i) => i >>> 7),
        copy = new Uint8Array(shape[0] * ROW);
      const { samples, dispose } = await place({ count: COUNT, images, labels: new Uint8Array(COUNT) });
      const orders = Array.from({ length: 8 }, (_, n) => permutation(fold(key(1), n), COUNT));
      let step = 0;
      return {
        subject: async (calls) => {
          for (let i = 0; i < calls; i++, step++) {
            const start = (step * shape[0]) % (COUNT - shape[0]);
            await read(samples, orders[step % orders.length]!.subarray(start, start + shape[0]));
          }
        },
        yardstick: hostTurn(() => copy.set(images.subarray(0, copy.length))),
        dispose,
      };
    },
  };
}

/** Where samples are put for a case. */
interface Placed {
  readonly samples: Samples;
  dispose(): void | Promise<void>;
}

/** Puts samples into a converted file. */
async function intoFile(split: Split): Promise<Placed> {
  const folder = await Deno.makeTempDir({ dir: "data" });
  await Deno.writeFile(`${folder}/source`, new Uint8Array(1));
  const dataset: Dataset = {
    ...{ name: "bench", classNames: ["a"], ...size, mean: [0, 0, 0], std: [1, 1, 1] },
    train: split,
    test: { count: 1, images: split.images.subarray(0, ROW), labels: new Uint8Array(1) },
  };
  const opened = await cached("bench", {
    folder,
    how: "",
    files: ["source"],
    skips: false,
    notes: [],
    open: () => () => Promise.resolve({ _tag: "Right", right: rowsInMemory(dataset) }),
  }, { cacheDir: folder, memory: 0 })();
  if (opened._tag === "Left") throw opened.left;
  return { samples: opened.right.train, dispose: () => Deno.remove(folder, { recursive: true }) };
}

function decoding(workers: number): Case {
  return {
    suite: "data",
    name: `decode ${workers}`,
    engine: "cpu",
    shape: [PHOTOS, 64, 64, 3],
    against: "no workers",
    prepare() {
      const photos = Array.from({ length: PHOTOS }, (_, n) => photo(n));
      const [pool, alone] = [workers, 0].map((workers) => decodePool(ORIGIN, 64, { workers }));
      return {
        subject: decodeTurn(pool!, photos),
        yardstick: decodeTurn(alone!, photos),
        dispose: () => pool![Symbol.dispose](),
      };
    },
  };
}

const ORIGIN = { title: "photographs", advice: "run it again" };

function decodeTurn({ decode }: DecodePool, photos: readonly Uint8Array[]): Turn {
  return async (calls) => {
    for (let i = 0; i < calls; i++) {
      await Promise.all(photos.map((bytes) => decode({ path: "photo", bytes })));
    }
  };
}

/** A JPEG of 64×64 with edges and some noise, about as large as one of Tiny-ImageNet. */
function photo(seed: number): Uint8Array {
  const data = Uint8Array.from({ length: 64 * 64 * 4 }, (_, i) => {
    const x = (i >> 2) % 64, y = i >> 8;
    return 128 + 60 * Math.sign(Math.sin((x + seed) / 5) * Math.cos(y / 7)) + (i * 2654435761 >>> 27);
  });
  return jpeg.encode({ width: 64, height: 64, data }, 75).data;
}
