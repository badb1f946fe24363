import { assert, assertEquals } from "@std/assert";
import { fold, key, lower, mixup, type Recipe } from "../../mod.ts";
import { pipe } from "fp-ts/function";
import * as m from "../../mod.ts";
import { embedded } from "../../src/data/mod.ts";
import { epochPlan } from "../../src/train/epoch_plan.ts";
import { feed, type Partners } from "../../src/train/feed.ts";
import { chiSquared, countsOf } from "../random/statistics.ts";

const count = 40, batchSize = 8, epochs = 30;
const dataset = embedded({ train: count, test: 10 });
const { train } = dataset;

/** Takes all of the partner, and nothing of the anchor. */
const partnersAlone: Recipe = pipe(
  m.pair(m.anyone()),
  m.sampleRatios(m.fixed(1)),
  m.mask(m.flat()),
  m.merge(m.product()),
  m.mix(),
);

/** Where an image of the training set is, by its first bytes. */
const places = new Map(
  Array.from(
    { length: count },
    (_, id) => [`${train.images.subarray(3072 * id, 3072 * id + 96)}`, id] as const,
  ),
);

/** A sample of a step of an epoch, and whose image it became. */
interface Met {
  readonly epoch: number;
  readonly step: number;
  readonly id: number;
  readonly partner: number;
  /** The samples of the batch. */
  readonly ids: readonly number[];
}

/** Who met whom in the epochs of a run. */
async function meetings(partners: Partners): Promise<readonly Met[]> {
  const run = {
    config: { batchSize, checkpointSteps: null, mixOffEpoch: null, seed: 5 },
    recipe: partnersAlone,
    unmixed: partnersAlone,
    dataset,
    stepsPerEpoch: count / batchSize,
  } as unknown as Parameters<typeof epochPlan>[0];
  const all: Met[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const { batches, mixing } = epochPlan(run, () => 0, epoch);
    let step = 0;
    for await (const { batch, plan } of feed({ recipe: partnersAlone, dataset, partners }, batches, mixing)) {
      const { images } = m.cpu(lower(partnersAlone), plan, batch), ids = Array.from(batch.ids!);
      for (const [n, id] of ids.entries()) {
        const partner = places.get(`${images.subarray(3072 * n, 3072 * n + 96)}`);
        assert(partner !== undefined, "what is mixed in must be an image of the training set");
        all.push({ epoch, step, id, partner, ids });
      }
      step++;
    }
  }
  return all;
}

for (const partners of ["all", "batch"] as const) {
  Deno.test(`partners from ${partners}: others all, each as often, in no order, and not the same in every epoch`, async () => {
    const met = await meetings(partners);
    assertEquals(met.length, epochs * count);
    // In how many places further on in the pool, or in the batch.
    const size = partners === "all" ? count : batchSize;
    const distances = met.map(({ id, partner, ids }) =>
      partners === "all"
        ? (partner - id + count) % count
        : (ids.indexOf(partner) - ids.indexOf(id) + size) % size
    );
    if (partners === "batch") assert(met.every(({ partner, ids }) => ids.includes(partner)));
    const counts = countsOf(distances, size);
    assertEquals(counts[0], 0, "no sample meets itself");
    const found = chiSquared(counts.slice(1), Array<number>(size - 1).fill(1 / (size - 1)));
    // Four deviations of χ².
    assert(found < size - 2 + 4 * Math.sqrt(2 * (size - 2)) + 8, `χ² of ${size - 2} degrees is ${found}`);
    // From one step to the next, and from one epoch to the next, everyone meets others.
    for (let id = 0; id < count; id++) {
      const own = met.filter((one) => one.id === id).map(({ partner }) => partner);
      assert(new Set(own).size > epochs / 3, `${id} meets ${[...new Set(own)]} alone`);
    }
    const stepsOf = (epoch: number) => met.filter((one) => one.epoch === epoch);
    const same = stepsOf(1).filter(({ id, partner }) =>
      stepsOf(2).some((other) => other.id === id && other.partner === partner)
    );
    assert(same.length < count / 4, `${same.length} of ${count} meet the same one again`);
    const follow = distances.slice(1).filter((distance, n) => distance === distances[n]).length / met.length;
    assert(follow < 2 / (size - 1), `${follow} are as far from their partners as the sample before`);
  });
}

Deno.test("partners depend on the key of the epoch, and those of a sample of a pool not on the batch it is in", () => {
  const shape = { height: 1, width: 1, pool: 1000 };
  const at = (epoch: number, ids: readonly number[], step: number) =>
    Array.from(
      m.draw(mixup(), fold(key(1), epoch), { ...shape, samples: ids.length, ids, step }).passes[0]!.partner,
    );
  assertEquals(at(1, [4, 9], 0)[1], at(1, [9, 700, 3], 5)[0]);
  assert(new Set([1, 2, 3, 4, 5].map((epoch) => at(epoch, [9], 0)[0])).size >= 4);
});

Deno.test("a shuffled order is that of its key and pool, whatever was asked for before", () => {
  const orders = (pairing: m.Pairing, keys: readonly m.Key[], pool: number) =>
    keys.map((batch) =>
      Array.from({ length: pool }, (_, place) => pairing.partner({ sample: batch, batch }, place, pool))
    );
  const keys = [[0, 1], [0, 2], [3, 2], [3, 1]].map(([hi, lo]) => ({ hi: hi!, lo: lo! }));
  for (const [pool, others] of [[9, false], [9, true], [8, true]] as const) {
    const once = keys.flatMap((one) => orders(m.shuffled(), [one], pool));
    assertEquals(new Set(once.map(String)).size, keys.length);
    const pairing = m.shuffled();
    for (const places of [[0, 1, 2, 3], [3, 2, 1, 0], [0, 3, 0, 2]]) {
      for (const place of places) {
        assertEquals(orders(pairing, [keys[place]!], pool)[0], once[place]);
        if (others) orders(pairing, [keys[place]!], pool - 1);
      }
    }
  }
});

Deno.test("the batches of a pool share one order of it, but not what else a batch shares", () => {
  const recipe = m.withPairing(m.shuffled())({
    ...(mixup() as m.Mixture),
    ratios: m.perBatch(m.beta()),
  });
  const at = (step: number, pool?: number) =>
    m.draw(recipe, key(1), { samples: 6, height: 1, width: 1, step, pool }).passes[0]!;
  const steps = Array.from({ length: 10 }, (_, step) => step);
  assertEquals(new Set(steps.map((step) => `${at(step, 50).partner}`)).size, 1);
  assertEquals(new Set(steps.map((step) => `${at(step, 50).params}`)).size, 10);
  assert(new Set(steps.map((step) => `${at(step).partner}`)).size > 7);
});
