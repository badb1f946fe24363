/**
 * Arrays to work with. What was taken for a sample is taken again for the next one, so that few are made for a batch.
 */
export class Workspace {
  readonly #floats = new Pool(Float32Array);
  readonly #doubles = new Pool(Float64Array);
  readonly #integers = new Pool(Int32Array);

  /** An array of at least so many 32-bit floats, of any values. */
  floats(length: number): Float32Array {
    return this.#floats.take(length);
  }

  /** The same of 64-bit floats. */
  doubles(length: number): Float64Array {
    return this.#doubles.take(length);
  }

  /** The same of whole numbers. */
  integers(length: number): Int32Array {
    return this.#integers.take(length);
  }

  /** Takes everything back. */
  reset(): void {
    this.#floats.reset();
    this.#doubles.reset();
    this.#integers.reset();
  }
}

class Pool<A extends { readonly length: number }> {
  readonly #make: new (length: number) => A;
  readonly #arrays: A[] = [];
  #taken = 0;

  constructor(make: new (length: number) => A) {
    this.#make = make;
  }

  take(length: number): A {
    const place = this.#taken++, known = this.#arrays[place];
    if (known !== undefined && known.length >= length) return known;
    return this.#arrays[place] = new this.#make(length);
  }

  reset(): void {
    this.#taken = 0;
  }
}
