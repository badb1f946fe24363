import type { Batch, Mixed, Normalization, Pixels } from "../../batch.ts";
import { demand, demandOptions } from "../../demand.ts";
import type { PassPlan, Plan } from "../../plan/draw.ts";
import type { Pass, Program } from "../../program/lower.ts";
import { demandMix, type HostOptions, outputs } from "../options.ts";
import { planPart } from "../../plan/slice_plan.ts";
import { cpu } from "./cpu.ts";
import type { MixAnswer, MixJob } from "./mix_worker.ts";

/** Options of {@linkcode cpuPool}. */
export interface CpuPoolOptions {
  /**
   * How many workers mix, an integer ≥ 0; with 0, and where there are no workers or no shared memory, the program mixes
   * itself.
   *
   * @default {navigator.hardwareConcurrency}
   */
  readonly workers?: number;
}

/** Mixes large images by several workers. */
export interface CpuPool extends Disposable {
  /**
   * Mixes a batch as {@linkcode cpu} does, to the same bits. Images in shared memory, given and `into`, are not copied.
   *
   * @throws {RangeError} (as a rejection) As {@linkcode cpu} does.
   */
  mix(
    program: Program,
    plan: Plan,
    batch: Batch<Pixels>,
    options: HostOptions & { readonly normalize: Normalization },
  ): Promise<Mixed>;
  mix<P extends Pixels>(
    program: Program,
    plan: Plan,
    batch: Batch<P>,
    options?: HostOptions<P>,
  ): Promise<Mixed<P>>;
}

/**
 * Makes a pool of workers that mix typed arrays, each some of the samples of a batch. It pays for large images, and for
 * AugMix (see `deno task bench --only pool`); small ones are mixed sooner than they are sent. A recipe that is a sequence, and one
 * that looks for one point for a whole batch, is mixed by the program itself.
 *
 * Dispose of the pool, or say `using`, to end its workers. Pages need to be isolated from other origins to share memory.
 *
 * @throws {RangeError} If the number of workers is not an integer ≥ 0.
 *
 * @example
 * ```ts
 * import { cpu, cpuPool, draw, key, lower, miamix } from "@miamix/miamix";
 * import { assertEquals } from "@std/assert";
 *
 * using pool = cpuPool({ workers: 2 });
 * const recipe = miamix(), program = lower(recipe);
 * const plan = draw(recipe, key(1), { samples: 4, height: 16, width: 16 });
 * const images = new Float32Array(new SharedArrayBuffer(4 * 4 * 16 * 16 * 3)).fill(0.5);
 * const batch = { images, shape: [4, 16, 16, 3], labels: Int32Array.of(0, 1, 2, 3), classes: 4 } as const;
 * assertEquals(await pool.mix(program, plan, batch), cpu(program, plan, batch));
 * ```
 */
export function cpuPool(options: CpuPoolOptions = {}): CpuPool {
  demandOptions("build cpuPool()", options, ["workers"]);
  const { workers = navigator.hardwareConcurrency } = options;
  const fits = Number.isSafeInteger(workers) && workers >= 0;
  demand(fits, "build cpuPool()", "workers must be an integer >= 0", workers);
  const able = typeof Worker !== "undefined" && typeof SharedArrayBuffer !== "undefined";
  const hands = able ? Array.from({ length: workers }, startHand) : [];
  const memory: Memory = new Map();
  let before: Promise<unknown> = Promise.resolve();
  const mix = (program: Program, plan: Plan, batch: Batch<Pixels>, options: HostOptions<Pixels> = {}) => {
    const mixed = before.then(() => mixByHands(hands, memory, program, plan, batch, options));
    before = mixed.catch(() => {});
    return mixed;
  };
  return { mix: mix as CpuPool["mix"], [Symbol.dispose]: () => hands.forEach((hand) => hand.stop()) };
}

async function mixByHands(
  hands: readonly Hand[],
  memory: Memory,
  program: Program,
  plan: Plan,
  batch: Batch<Pixels>,
  options: HostOptions<Pixels>,
): Promise<Mixed<Pixels>> {
  demandMix(program, plan, batch, options);
  const { normalize, into = {}, masks = true } = options, { shape, labels, classes } = batch;
  const [samples, height, width, channels] = shape, pixels = height * width;
  const able = hands.filter((hand) => hand.alive());
  const parts = program.length === 1 ? partsOf(program[0]!, plan, able.length) : [];
  const alone = () => cpu(program, plan, batch as Batch, options as HostOptions);
  if (parts.length < 2) return alone();

  const kind = normalize === undefined ? batch.images : undefined;
  const out = outputs(shape, classes, kind, {
    masks,
    into: {
      images: sharedArray(kind ?? FLOATS, batch.images.length),
      ...(masks && { masks: sharedArray(FLOATS, samples * pixels) }),
      ...into,
    },
  });
  const written = {
    images: isShared(out.images) ? out.images : kept(memory, "images out", out.images),
    masks: isShared(out.masks) ? out.masks : kept(memory, "masks out", out.masks),
  };
  const images = shared(memory, "images in", batch.images);
  const pool = batch.pool && { ...batch.pool, images: shared(memory, "pool", batch.pool.images) };
  const labelsEach = labels.length / samples;
  const answers = await Promise.all(parts.map(({ part, from, to }, i) => {
    const own = <A extends Pixels>(array: A, each: number) => array.subarray(from * each, to * each) as A;
    return able[i]!.mix(program, {
      plan: { ...plan, samples: to - from, passes: [part] },
      batch: {
        images: own(images, pixels * channels),
        labels: labels.slice(from * labelsEach, to * labelsEach) as Batch["labels"],
        shape: [to - from, height, width, channels],
        classes,
        pool: pool ?? { images, labels },
      },
      normalize,
      images: own(written.images, pixels * channels),
      masks: masks ? own(written.masks, pixels) : undefined,
    });
  }));
  for (const [i, { from }] of parts.entries()) {
    const answer = answers[i];
    if (answer === undefined) return alone();
    out.labels.set(answer.labels, from * classes);
    out.lambda.set(answer.lambda, from);
  }
  if (written.images !== out.images) out.images.set(written.images);
  if (written.masks !== out.masks) out.masks.set(written.masks);
  return { ...out, partner: plan.passes[0]!.partner };
}

/** Some samples in a row, with their plan. */
interface Part {
  readonly part: PassPlan;
  readonly from: number;
  readonly to: number;
}

/** Shares out the samples of a batch; nothing where they cannot be told apart. */
function partsOf(pass: Pass, { samples, passes }: Plan, count: number): readonly Part[] {
  const parts: Part[] = [];
  for (let i = 0; i < count; i++) {
    const from = Math.floor(samples * i / count), to = Math.floor(samples * (i + 1) / count);
    if (from === to) continue;
    const part = planPart(pass, passes[0]!, from, to);
    if (part === undefined) return [];
    parts.push({ part, from, to });
  }
  return parts;
}

/** Shared memory that is kept for the next batch, by what it is for. */
type Memory = Map<string, Pixels>;

function isShared(array: Pixels): boolean {
  return array.buffer instanceof SharedArrayBuffer;
}

const FLOATS = new Float32Array();

/** An array in shared memory, of the same kind as another one. */
function sharedArray<A extends Pixels>(like: A, length: number): A {
  const kind = like.constructor as unknown as {
    readonly BYTES_PER_ELEMENT: number;
    new (buffer: SharedArrayBuffer): A;
  };
  return new kind(new SharedArrayBuffer(length * kind.BYTES_PER_ELEMENT));
}

/** An array in shared memory like another one; what is in it is from before. */
function kept<A extends Pixels>(memory: Memory, name: string, like: A): A {
  const known = memory.get(name);
  if (known?.constructor === like.constructor && known.length === like.length) return known as A;
  const made = sharedArray(like, like.length);
  memory.set(name, made);
  return made;
}

/** Images in shared memory: as they are, if they are there. */
function shared<A extends Pixels>(memory: Memory, name: string, images: A): A {
  if (isShared(images)) return images;
  const copy = kept(memory, name, images);
  copy.set(images);
  return copy;
}

/** A worker, and what it has been asked. */
interface Hand {
  readonly alive: () => boolean;
  /** Gives nothing if the worker cannot be started. */
  readonly mix: (
    program: Program,
    job: Omit<MixJob, "job" | "number" | "program">,
  ) => Promise<Done | undefined>;
  readonly stop: () => void;
}

type Done = Extract<MixAnswer, { readonly lambda: Float32Array }>;

function startHand(): Hand {
  const worker = new Worker(new URL("./mix_worker.ts", import.meta.url), { type: "module" });
  const numbers = new WeakMap<Program, number>();
  const jobs = new Map<number, (answer: MixAnswer | undefined) => void>();
  let programs = 0, count = 0, alive = true;
  worker.onmessage = ({ data }: MessageEvent<MixAnswer>) => {
    jobs.get(data.job)?.(data);
    jobs.delete(data.job);
  };
  worker.onerror = (event) => {
    event.preventDefault();
    alive = false;
    for (const answer of jobs.values()) answer(undefined);
    jobs.clear();
  };
  return {
    alive: () => alive,
    mix: (program, asked) =>
      new Promise((resolve, reject) => {
        const job = count++, known = numbers.get(program), number = known ?? programs++;
        if (known === undefined) numbers.set(program, number);
        jobs.set(job, (answer) => {
          if (answer === undefined || "lambda" in answer) resolve(answer);
          else reject(answer.problem);
        });
        worker.postMessage(
          { ...asked, job, number, program: known === undefined ? program : undefined } satisfies MixJob,
        );
      }),
    stop: () => worker.terminate(),
  };
}
