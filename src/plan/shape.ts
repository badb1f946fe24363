import { demand, demandRecord } from "../demand.ts";

/** The batch that a plan is drawn for. */
export interface Shape {
  /** The number of samples that are mixed. */
  readonly samples: number;
  /** The height of an image, in pixels. */
  readonly height: number;
  /** The width of an image, in pixels. */
  readonly width: number;
  /**
   * A stable number for every sample, an integer ≥ 0: what a sample draws depends on it and not on its place in the
   * batch. With a pool it is also the sample's place in the pool.
   *
   * @default {[0, 1, …, samples - 1]}
   */
  readonly ids?: ArrayLike<number>;
  /** The number of partners to choose from. @default the samples of the batch */
  readonly pool?: number;
  /**
   * The number of the batch among those that are drawn from the same key, an integer ≥ 0. Only what a batch shares depends
   * on it. With the key of an epoch and a number for each step, what a sample draws is the same at any batch size.
   *
   * @default {0}
   */
  readonly step?: number;
}

/** A shape with its defaults filled in. */
export interface Places {
  readonly height: number;
  readonly width: number;
  readonly pool: number;
  id(place: number): number;
  self(place: number): number;
  readonly step: number;
  /** The step for the pairing: the batches of a pool share one order of it. */
  readonly pairStep: number;
}

const ACTION = "draw a plan";

/** Checks a shape, and fills in its defaults. */
export function placesOf(shape: Shape): Places {
  demandRecord(ACTION, "shape", shape);
  const { samples, height, width, ids, pool, step = 0 } = shape;
  const whole = (value: number, least: number) => Number.isInteger(value) && value >= least;
  demand(whole(samples, 0), ACTION, "samples must be an integer >= 0", samples);
  demand(whole(height, 1) && whole(width, 1), ACTION, "height and width must be integers >= 1", [
    height,
    width,
  ]);
  demand(pool === undefined || whole(pool, 1), ACTION, "pool must be an integer >= 1", pool);
  demand(whole(step, 0), ACTION, "step must be an integer >= 0", step);
  const count = ids === undefined ? samples : ids.length;
  demand(count === samples, ACTION, `there must be ${samples} ids`, count ?? ids);
  const most = pool === undefined ? Number.MAX_SAFE_INTEGER : pool - 1;
  const rule = pool === undefined ? "an id must be an integer >= 0" : `an id must be a place in 0 … ${most}`;
  for (let place = 0; ids !== undefined && place < samples; place++) {
    const id = ids[place]!;
    demand(whole(id, 0) && id <= most, ACTION, rule, id);
  }
  const id = (place: number) => ids?.[place] ?? place;
  return {
    height,
    width,
    pool: pool ?? samples,
    id,
    self: pool === undefined ? (place) => place : id,
    step,
    pairStep: pool === undefined ? step : 0,
  };
}
