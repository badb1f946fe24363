/** The shape of features, and how many channels attention compares. */
export interface Sizes {
  readonly positions: number;
  readonly channels: number;
  readonly inner: number;
}

/** Weights by the names of `MixBlock.weights`. */
export type Weights = Readonly<Record<string, Float32Array>>;

/** What a Mix Block gives for one pair before it is enlarged, in 64-bit floats, one sum after the other. */
export function plainMixBlock(
  weights: Weights,
  anchor: Float32Array,
  partner: Float32Array,
  share: number,
  { positions, channels, inner }: Sizes,
): { readonly attention: number[][]; readonly map: number[] } {
  const project = (name: string, outputs: number, features: Float32Array, told: number) =>
    range(
      positions,
      (i) =>
        range(outputs, (o) =>
          sum(channels, (c) =>
            features[i * channels + c]! * weights[`${name}.filter`]![c * outputs + o]!) +
          weights[`${name}.bias`]![o]! + told * (weights[`${name}.ratio`]?.[o] ?? 0)),
    );
  const queries = project("attention", inner, anchor, share);
  const keys = project("attention", inner, partner, 1 - share);
  const values = project("value", 1, partner, 1 - share);
  const attention = queries.map((query) => {
    const alike = keys.map((key) => Math.exp(sum(inner, (d) => query[d]! * key[d]!) / Math.sqrt(inner)));
    const all = alike.reduce((total, one) => total + one, 0);
    return alike.map((one) => one / all);
  });
  return { attention, map: attention.map((row) => sum(positions, (j) => row[j]! * values[j]![0]!)) };
}

function range<T>(count: number, item: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => item(i));
}

function sum(count: number, term: (i: number) => number): number {
  let total = 0;
  for (let i = 0; i < count; i++) total += term(i);
  return total;
}
