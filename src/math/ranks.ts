/** What ordering so many numbers works with, kept for the next time. */
interface Scratch {
  readonly length: number;
  /** The bits of the numbers as integers that grow with them. */
  readonly keys: Uint32Array;
  /** Places in the order of the digits sorted by so far, and where the next turn puts them. */
  readonly orders: readonly [Uint32Array, Uint32Array];
}

let scratch: Scratch | undefined;

function scratchOf(length: number): Scratch {
  if (scratch?.length === length) return scratch;
  return scratch = {
    length,
    keys: new Uint32Array(length),
    orders: [new Uint32Array(length), new Uint32Array(length)],
  };
}

/**
 * The rank of every number among `n` numbers, as `(rank + 0.5) / n` with ranks from 0; of equal ones the earlier comes
 * first.
 *
 * @param ranks Where to write them.
 */
export function ranksOf(values: Float32Array, ranks: Float32Array): Float32Array {
  const { length } = values, { keys, orders } = scratchOf(length);
  const words = new Uint32Array(values.buffer, values.byteOffset, length);
  for (let i = 0; i < length; i++) {
    const word = words[i]!;
    keys[i] = word >>> 31 === 1 ? ~word : word | 0x80000000;
  }
  const order = sorted(keys, orders, length <= 4096 ? 8 : 11);
  for (let rank = 0; rank < length; rank++) ranks[order[rank]!] = (rank + 0.5) / length;
  return ranks;
}

/** The places of some keys in their order, ties by place: a radix sort, a digit of so many bits at a time. */
function sorted(
  keys: Uint32Array,
  [from, to]: readonly [Uint32Array, Uint32Array],
  bits: number,
): Uint32Array {
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
