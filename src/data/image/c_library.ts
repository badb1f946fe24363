/** A started library of C functions: those that it exports, and its memory. */
export type CLibrary<Name extends string> =
  & Readonly<Record<Name | "malloc" | "free", (...values: readonly number[]) => number>>
  & { readonly memory: WebAssembly.Memory };

/** Starts a library that needs nothing of the system. What it throws leaves it unusable. */
export function startLibrary<Name extends string>(module: WebAssembly.Module): CLibrary<Name> {
  const stop = (): never => {
    throw new Error("the decoder gave up");
  };
  const nothing = (...places: readonly number[]) => {
    for (const place of places) new DataView(library.memory.buffer).setUint32(place, 0);
    return 0;
  };
  const library = new WebAssembly.Instance(module, {
    env: { setjmp: () => 0, longjmp: stop },
    wasi_snapshot_preview1: {
      environ_sizes_get: nothing,
      environ_get: () => 0,
      fd_close: stop,
      fd_seek: stop,
      fd_write: stop,
      proc_exit: stop,
    },
  }).exports as CLibrary<Name>;
  return library;
}

/** Takes memory of a library. */
export function allocate({ malloc }: CLibrary<never>, size: number): number {
  const place = malloc(size);
  if (place === 0) throw new Error(`no memory for ${size} bytes`);
  return place >>> 0;
}

/** Copies bytes into memory of a library. */
export function copyIn(library: CLibrary<never>, bytes: Uint8Array): number {
  const place = allocate(library, bytes.length);
  new Uint8Array(library.memory.buffer).set(bytes, place);
  return place;
}

/**
 * Whether a library may be used again. Its memory never shrinks, so one that has decoded a large image is left to the
 * garbage collector, and its picture need not be copied out of it.
 */
export function isSmall({ memory }: CLibrary<never>): boolean {
  return memory.buffer.byteLength <= 64e6;
}
