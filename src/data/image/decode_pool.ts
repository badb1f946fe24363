import * as E from "fp-ts/Either";
import { demand } from "../../demand.ts";
import type { DataFile } from "../data_file.ts";
import { DataError } from "../error.ts";
import type { Origin } from "../origin.ts";
import { decodeRow } from "./decode_row.ts";
import type { DecodeAnswer, DecodeJob } from "./decode_worker.ts";
import type { Orientation } from "./orientation.ts";

/** Options of decoding. Only `orientation` changes the pixels. */
export interface DecodeOptions {
  /**
   * Whether images are turned and mirrored as their EXIF data say, as viewers do, or left as they are stored.
   *
   * @default {"apply"}
   */
  readonly orientation?: Orientation;
  /**
   * How many workers decode, an integer ≥ 0; with 0, and where workers cannot be had, images are decoded in the program
   * itself.
   *
   * @default {navigator.hardwareConcurrency}
   */
  readonly workers?: number;
  /**
   * Whether workers may do nothing but compute. Deno wants its flag `--unstable-worker-options` for that, and else ends the
   * program; without it, workers have the permissions of the program.
   *
   * @default {false}
   */
  readonly confined?: boolean;
}

/** Decodes images, several at a time. */
export interface DecodePool extends Disposable {
  /** How many images it works on at once. */
  readonly width: number;
  /** Decodes a file to a row. Its bytes may be taken away. */
  readonly decode: (file: DataFile) => Promise<Decoded>;
}

type Decoded = E.Either<DataError, Uint8Array>;

/** Makes a pool of workers that decode image files to `size`×`size` RGB bytes. */
export function decodePool(origin: Origin, size: number, options: DecodeOptions): DecodePool {
  const { workers = navigator.hardwareConcurrency, confined = false, orientation = "apply" } = options;
  const fits = Number.isSafeInteger(workers) && workers >= 0;
  demand(fits, "decode images", "workers must be an integer >= 0", workers);
  const inProcess = (file: DataFile) => Promise.resolve(decodeRow(origin, file, size, orientation));
  const hands = typeof Worker === "undefined"
    ? []
    : Array.from({ length: workers }, () => startHand({ origin, size, orientation }, confined));
  return {
    width: Math.max(1, hands.length),
    async decode(file) {
      const free = hands.filter(({ alive }) => alive()).sort((a, b) => a.waiting() - b.waiting())[0];
      return await free?.decode(file) ?? inProcess(file);
    },
    [Symbol.dispose]: () => hands.forEach((hand) => hand.stop()),
  };
}

/** A worker and what it has been asked. */
interface Hand {
  readonly alive: () => boolean;
  readonly waiting: () => number;
  /** Gives nothing if the worker cannot be started. */
  readonly decode: (file: DataFile) => Promise<Decoded | undefined>;
  readonly stop: () => void;
}

function startHand(how: Pick<DecodeJob, "origin" | "size" | "orientation">, confined: boolean): Hand {
  const jobs = new Map<number, { readonly file: DataFile; readonly resolve: (decoded?: Decoded) => void }>();
  let count = 0, alive = true, worker = start();
  const send = (job: number, file: DataFile) => worker.postMessage({ ...how, job, file } satisfies DecodeJob);
  function start(): Worker {
    const started = new Worker(new URL("./decode_worker.ts", import.meta.url), {
      type: "module",
      ...(confined && { deno: { permissions: "none" } }),
    });
    started.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => {
      settle(data.job, "row" in data ? E.right(data.row) : E.left(new DataError(data.problem)));
      if (data.isSpent) replace();
    };
    started.onerror = (event) => {
      event.preventDefault();
      alive = false;
      for (const job of jobs.keys()) settle(job);
    };
    return started;
  }
  /** Starts another worker, for what this one has not begun. */
  function replace(): void {
    worker.terminate();
    worker = start();
    for (const [job, { file }] of jobs) send(job, file);
  }
  function settle(job: number, decoded?: Decoded): void {
    jobs.get(job)?.resolve(decoded);
    jobs.delete(job);
  }
  return {
    alive: () => alive,
    waiting: () => jobs.size,
    decode: (file) =>
      new Promise((resolve) => {
        const job = count++;
        jobs.set(job, { file, resolve });
        send(job, file);
      }),
    stop: () => worker.terminate(),
  };
}
