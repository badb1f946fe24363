import {
  type Batch,
  type ImageShape,
  type Mixed,
  type Normalization,
  type Pixels,
  planShape,
} from "../batch.ts";
import { demand, demandNames, demandOptions } from "../demand.ts";
import { demandBatch, demandNormalization } from "../demand_batch.ts";
import { demandPlan, demandProgram } from "../plan/demand_plan.ts";
import type { Plan } from "../plan/plan.ts";
import type { Program } from "../program/mod.ts";

/** Options of the engines for typed arrays. */
export interface HostOptions<P extends Pixels = Float32Array> {
  /** Gives floats with every channel normalised; mixing is done before, so what a view shows outside is black. */
  readonly normalize?: Normalization;
  /** Arrays to write to instead of new ones, each as long as what is written to it, and none of them an input. */
  readonly into?: Partial<Pick<Mixed<P>, "images" | "labels" | "lambda" | "masks">>;
  /** True to give the masks; else `masks` is empty. @default {true} */
  readonly masks?: boolean;
}

/** The action in errors. */
export const ACTION = "mix a batch";

/** Checks what an engine on the host is given. */
export function demandMix(
  program: Program,
  plan: Plan,
  batch: Batch<Pixels>,
  options: HostOptions<Pixels>,
): void {
  demandProgram(ACTION, program);
  demandBatch(ACTION, batch);
  demandPlan(ACTION, program, plan, planShape(batch));
  demandOptions(ACTION, options, ["normalize", "into", "masks"]);
  const { normalize, into = {} } = options;
  if (normalize !== undefined) demandNormalization(ACTION, normalize, batch.shape);
  demandNames(ACTION, "into", into, ["images", "labels", "lambda", "masks"]);
  demandApart(into, batch);
}

/** Checks that arrays to write to share no memory with what is read, nor with one another. */
function demandApart(
  into: Required<HostOptions<Pixels>>["into"],
  { images, labels, pool }: Batch<Pixels>,
): void {
  const used = Object.entries({ images, labels, "pool.images": pool?.images, "pool.labels": pool?.labels });
  for (const [name, array] of Object.entries(into)) {
    const shared = used.find(([, other]) =>
      other !== undefined && array !== undefined && overlap(array, other)
    );
    demand(
      shared === undefined,
      ACTION,
      `into.${name} must be apart from what is read and written`,
      shared?.[0],
    );
    used.push([`into.${name}`, array]);
  }
}

function overlap(a: ArrayBufferView, b: ArrayBufferView): boolean {
  const within = (from: number, { byteOffset, byteLength }: ArrayBufferView) =>
    from >= byteOffset && from < byteOffset + byteLength;
  return a.buffer === b.buffer && a.byteLength > 0 && b.byteLength > 0 &&
    (within(a.byteOffset, b) || within(b.byteOffset, a));
}

/** The arrays that a batch is mixed into. */
export type Outputs = Omit<Mixed<Pixels>, "partner">;

/** The arrays to write to: given ones, checked, and new ones. Pixels are of the given kind, or floats. */
export function outputs(
  [samples, height, width, channels]: ImageShape,
  classes: number,
  kind: Pixels | undefined,
  { into = {}, masks = true }: HostOptions<Pixels>,
): Outputs {
  const pixels = samples * height * width;
  const take = <A extends Pixels>(name: keyof typeof into, length: number, like: A | undefined): A => {
    const given = into[name];
    const make = (like?.constructor ?? Float32Array) as new (length: number) => A;
    if (given === undefined) return new make(length);
    demand(
      given instanceof make && given.length === length,
      ACTION,
      `into.${name} must be ${length} numbers in a ${make.name}`,
      ArrayBuffer.isView(given) ? `${given.length} in a ${given.constructor.name}` : given,
    );
    return given;
  };
  const floats = new Float32Array(0);
  return {
    images: take("images", pixels * channels, kind),
    labels: take("labels", samples * classes, floats),
    lambda: take("lambda", samples, floats),
    masks: masks ? take("masks", pixels, floats) : floats,
  };
}
