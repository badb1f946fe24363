/**
 * The rank of every number among `n` numbers, as `(rank + 0.5) / n` with ranks from 0; of equal ones the earlier comes
 * first.
 *
 * @param ranks Where to write them.
 */
export function ranksOf(values: Float32Array, ranks: Float32Array): Float32Array {
  const { length } = values, keys = new Uint32Array(length);
  const words = new Uint32Array(values.buffer, values.byteOffset, length);
  for (let i = 0; i < length; i++) {
    const word = words[i]!;
    keys[i] = word >>> 31 === 1 ? ~word : word | 0x80000000;
  }
  const order = sorted(keys, length <= 4096 ? 8 : 11);
  for (let rank = 0; rank < length; rank++) ranks[order[rank]!] = (rank + 0.5) / length;
  return ranks;
}

/** The places of some keys in their order, ties by place: a radix sort, a digit of so many bits at a time. */
function sorted(keys: Uint32Array, bits: number): Uint32Array {
  let from = new Uint32Array(keys.length), to = new Uint32Array(keys.length);
  const counts = new Uint32Array(1 << bits), mask = (1 << bits) - 1;
  for (let i = 0; i < from.length; i++) from[i] = i;
  for (let shift = 0; shift < 32; shift += bits) {
    counts.fill(0);
    for (let i = 0; i < keys.length; i++) counts[keys[i]! >>> shift & mask]!++;
    for (let digit = 0, before = 0; digit <= mask; digit++) {
      const here = counts[digit]!;
      counts[digit] = before;
      before += here;
    }
    for (let i = 0; i < from.length; i++) {
      const place = from[i]!;
      to[counts[keys[place]! >>> shift & mask]!++] = place;
    }
    [from, to] = [to, from];
  }
  return from;
}
