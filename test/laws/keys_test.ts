import { assertEquals } from "@std/assert";
import { pipe } from "fp-ts/function";
import * as m from "../../mod.ts";

/** What a recipe of probes hears: the name of a key and the key, for every key that a rule is given. */
type Hear = (name: string, from: m.Key) => void;

/** A recipe whose every rule tells which key it is given. */
function probes(hear: Hear, prefix: string): m.Recipe {
  const told = (name: string, from: m.Key) => hear(`${prefix}${name}`, from);
  const change = m.defineChange("probe", {
    neutral: { none: 0 },
    draw: (from) => (told("change", from), { none: 0 }),
    pixel: (_, at, inner) => inner(at),
  });
  const mask = m.defineMask("probe", {
    draw: (from, ratio) => (told("mask", from), { ratio }),
    pixel: ({ ratio }) => ratio,
  });
  const changed = change(change(m.choose([1, mask], [1, mask])));
  const view: m.View = {
    name: "probe",
    draw: (from) => (told("view", from), { dx: 0, dy: 0, mirror: false }),
  };
  const recipe = pipe(
    m.pair({
      name: "probe",
      perSample: true,
      partner: ({ sample, batch }, self) => (told("pair", sample), told("pair of the batch", batch), self),
    }, view),
    m.sampleRatios({
      name: "probe",
      layers: 2,
      scope: "sample",
      draw: (from) => (told("ratios", from), [0.1, 0.2]),
    }),
    m.mask({
      ...changed,
      draw: (from, ratio, size) => (told("layer", from), changed.draw(from, ratio, size)),
    }),
    m.merge(m.product()),
    m.mix(),
  );
  const retouching: m.Retouching = {
    name: "probe",
    draw: (from) => (told("retouch", from), { share: 0, chains: [] }),
  };
  return m.withRetouch(retouching)(recipe);
}

const word = ({ hi, lo }: m.Key) => `${hi} ${lo}`;

Deno.test("no two stages, layers, changes, samples, options or recipes draw from the same key, nor from one's children", () => {
  const given = new Map<string, { readonly name: string; readonly from: m.Key }>(),
    shared = new Set<string>();
  let count = 0;
  const hear: Hear = (name, from) => {
    const known = given.get(word(from));
    if (name.endsWith("of the batch") && known?.name === name) return; // one key serves the batch
    if (known !== undefined) shared.add(`${known.name} and ${name}`);
    given.set(word(from), { name, from });
    count++;
  };
  const first = probes(hear, "first "), second = probes(hear, "second ");
  const options = m.chooseRecipe([1, probes(hear, "option 0 ")], [1, probes(hear, "option 1 ")]);
  for (const [recipe, batches] of [[m.andThen(second)(first), 2], [m.andThen(second)(options), 3]] as const) {
    given.clear(), count = 0, shared.clear(); // building asks rules what they draw
    m.draw(recipe, m.key(1), { samples: 60, height: 8, width: 8 });
    for (const { name, from } of given.values()) {
      if (name.endsWith("layer")) continue; // a choice of masks gives its options children of its own key
      for (let label = 0; label < 10; label++) {
        const child = given.get(word(m.fold(from, label)));
        if (child !== undefined) shared.add(`a child of ${name} and ${child.name}`);
      }
    }
    assertEquals([...shared], []);
    // A pair, two views, ratios, two layers, their masks, two changes of each, and two retouches; and a key of each batch.
    assertEquals(count, 2 * 60 * (1 + 2 + 1 + 2 + 2 + 4 + 2) + batches);
  }
});

Deno.test("the order of a batch is another one in every step, and no sample's own", () => {
  const keys = new Set<string>();
  const pairing: m.Pairing = {
    name: "probe",
    perSample: false,
    partner: ({ sample, batch }, self) => (keys.add(word(batch)), keys.add(word(sample)), self),
  };
  const recipe = pipe(
    m.pair(pairing),
    m.sampleRatios(m.fixed(0)),
    m.mask(m.flat()),
    m.merge(m.product()),
    m.mix(),
  );
  for (let step = 0; step < 20; step++) {
    m.draw(recipe, m.key(1), { samples: 30, height: 1, width: 1, step });
  }
  assertEquals(keys.size, 20 + 30);
});

Deno.test("what is drawn for a batch is the same for all of its samples, and nothing else is", () => {
  const kinds = (law: m.RatioLaw, mask: m.Mask) => {
    const recipe = pipe(m.pair(m.anyone()), m.sampleRatios(law), m.mask(mask), m.merge(m.product()), m.mix());
    const { params, peaks } = m.draw(recipe, m.key(2), { samples: 30, height: 40, width: 40 }).passes[0]!;
    const each = params.length / 30;
    const column = (place: number) =>
      new Set(Array.from({ length: 30 }, (_, n) => params[n * each + place]!)).size;
    return { first: column(0), third: column(2), peaks: peaks.length };
  };
  const law = m.beta(), bump = m.gaussian({ width: "unclipped" }), box = m.salientBox();
  // The first number of a bump is its place, the third how wide it is; the third of a salient box is its side.
  const all = (count: number) => count > 10;
  const [none, ratio, mask, both] = [[law, bump], [m.perBatch(law), bump], [law, m.perBatch(bump)], [
    m.perBatch(law),
    m.perBatch(bump),
  ]].map(([law, mask]) => kinds(law as m.RatioLaw, mask as m.Mask));
  assertEquals([all(none!.first), all(none!.third)], [true, true]);
  assertEquals([all(ratio!.first), ratio!.third], [true, 1]);
  assertEquals([mask!.first, all(mask!.third)], [1, true]);
  assertEquals([both!.first, both!.third], [1, 1]);
  assertEquals(kinds(m.perBatch(law), m.perBatch(box)).peaks, 1);
  assertEquals(kinds(m.perBatch(law), box).peaks, 30);
  assertEquals(kinds(law, m.perBatch(box)).peaks, 30);
});
