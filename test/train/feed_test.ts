import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { pipe } from "fp-ts/function";
import { draw } from "../../src/plan/draw.ts";
import {
  beta,
  cropAndFlip,
  cutmix,
  flat,
  fold,
  key,
  lower,
  mask,
  merge,
  methods,
  miamix,
  mix,
  pair,
  perBatch,
  product,
  type Recipe,
  reference,
  sampleRatios,
  shuffled,
  withViews,
} from "../../mod.ts";
import { embedded, gather, type Samples } from "../../src/data/mod.ts";
import { ahead } from "../../src/train/ahead.ts";
import { batches } from "../../src/train/mod.ts";
import { feed, feedBatch, type FeedSource, type Partners } from "../../src/train/feed.ts";

const { train, test, ...about } = embedded({ train: 60, test: 10 });
const views = withViews(cropAndFlip({ padding: 4 }));
const epoch = fold(key(3), 1);

/** The same samples, read when they are asked for. */
const stored: Samples = { count: 60, labels: train.labels, read: (ids) => gather(train, ids) };

/** What every sample of an epoch becomes, by its id. */
async function epochOf(
  recipe: Recipe,
  partners: Partners,
  batchSize: number,
  samples: Samples = train,
): Promise<ReadonlyMap<number, unknown>> {
  const source: FeedSource = { recipe, partners, dataset: { ...about, train: samples, test } };
  const seen = new Map<number, unknown>();
  for await (const { batch, plan } of feed(source, batches(60, batchSize, epoch), epoch)) {
    const mixed = reference(lower(recipe), plan, batch);
    for (const [n, id] of Array.from(batch.ids!).entries()) {
      const pixels = mixed.images.length / batchSize;
      seen.set(id, {
        image: mixed.images.slice(n * pixels, (n + 1) * pixels),
        label: mixed.labels.slice(n * 10, (n + 1) * 10),
      });
    }
  }
  return seen;
}

for (const [name, recipe] of Object.entries({ miamix: miamix(), cutmix: cutmix() })) {
  Deno.test(`partners from the whole set: a sample of ${name} becomes the same at any batch size, from a file too`, async () => {
    const one = await epochOf(views(recipe), "all", 12);
    assertEquals(one.size, 60);
    assertEquals(await epochOf(views(recipe), "all", 30), one);
    assertEquals(await epochOf(views(recipe), "all", 20, stored), one);
  });
}

Deno.test("partners from the whole set are seldom in the batch, and come with their own images and labels", async () => {
  const source: FeedSource = {
    recipe: miamix({ self: 0 }),
    partners: "all",
    dataset: { ...about, train, test },
  };
  const ids = Uint32Array.from({ length: 8 }, (_, n) => 7 * n);
  const { batch, plan } = await feedBatch(source, ids, epoch, 0);
  const drawn = draw(source.recipe, epoch, { samples: 8, height: 32, width: 32, ids, pool: 60 });
  const partners = [...drawn.passes[0]!.partner];
  assert(partners.filter((id) => !ids.includes(id)).length >= 4, `${partners}`);
  const met = [...plan.passes[0]!.partner];
  assertEquals(met.map((place) => batch.pool!.labels[place]), partners.map((id) => train.labels[id]!));
  assertEquals(
    met.map((place) => batch.pool!.images[place * 3072 + 5]),
    partners.map((id) => train.images[id * 3072 + 5]!),
  );
});

Deno.test("what a sample draws in an epoch depends on its id, not on the step, the place or the batch size", () => {
  for (const [name, { build }] of Object.entries(methods)) {
    const recipe = views(build());
    const shape = { height: 16, width: 16 };
    const ids = Uint32Array.of(5, 40, 2, 31);
    const rows = (plan: ReturnType<typeof draw>, n: number) =>
      plan.passes.map(({ views }) => [...views.slice(6 * n, 6 * n + 6)]);
    const early = draw(recipe, epoch, { ...shape, samples: 4, ids, step: 0 });
    const late = draw(recipe, epoch, { ...shape, samples: 2, ids: ids.subarray(2), step: 9 });
    assertEquals(rows(late, 0), rows(early, 2), name);
    assertEquals(rows(late, 1), rows(early, 3), name);
  }
});

Deno.test("what a batch shares differs from step to step, but for the order of a pool", () => {
  const shared = pipe(
    pair(shuffled()),
    sampleRatios(perBatch(beta())),
    mask(flat()),
    merge(product()),
    mix(),
  );
  const shape = { samples: 6, height: 16, width: 16 };
  const at = (step: number, pool?: number) => draw(shared, epoch, { ...shape, step, pool }).passes[0]!;
  assertEquals(draw(shared, epoch, shape).passes[0], at(0));
  assertEquals(at(4), at(4));
  assert(new Set(Array.from({ length: 8 }, (_, step) => `${at(step).partner}`)).size >= 7);
  assertNotEquals(at(1).params, at(2).params);
  assertEquals(at(1, 50).partner, at(2, 50).partner);
});

Deno.test("the order of an epoch is the same at any batch size", () => {
  const flat = (size: number) => batches(60, size, epoch).flatMap((ids) => [...ids]);
  assertEquals(flat(10), flat(60));
  assertEquals(flat(7), flat(60).slice(0, 56));
});

Deno.test("ahead() asks for the next item while one is used, never for two, and gives all in order", async () => {
  const log: string[] = [];
  async function* source() {
    for (let n = 0; n < 3; n++) {
      log.push(`made ${n}`);
      yield await Promise.resolve(n);
    }
  }
  for await (const n of ahead(source())) {
    log.push(`got ${n}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
    log.push(`used ${n}`);
  }
  assertEquals(log, ["made 0", "got 0", "made 1", "used 0", "got 1", "made 2", "used 1", "got 2", "used 2"]);
});

Deno.test("ahead() throws the source's error in its place, and closes a source that is left", async () => {
  let closed = 0;
  async function* source() {
    try {
      yield await Promise.resolve(1);
      throw new Error("no more");
    } finally {
      closed++;
    }
  }
  const seen: number[] = [];
  await assertRejects(
    async () => {
      for await (const n of ahead(source())) seen.push(n);
    },
    Error,
    "no more",
  );
  assertEquals([seen, closed], [[1], 1]);
  for await (const _ of ahead(source())) break;
  assertEquals(closed, 2);
});
