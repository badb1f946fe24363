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
 * Lends a library, the same one as long as nothing is thrown and its memory is small: that never shrinks, so the library of
 * a large image is left to the garbage collector.
 */
export function withLibrary<Name extends string, A>(
  module: WebAssembly.Module,
  use: (library: CLibrary<Name>) => A,
): A {
  const library = (idle.get(module) ?? startLibrary<Name>(module)) as CLibrary<Name>;
  idle.delete(module);
  let isKept = false;
  try {
    const used = use(library);
    isKept = isSmall(library);
    return used;
  } finally {
    if (isKept) idle.set(module, library);
    else left += library.memory.buffer.byteLength;
  }
}

const idle = new Map<WebAssembly.Module, CLibrary<never>>();
let left = 0;

/** Bytes of memory that were left to the garbage collector, which may take its time. */
export const leftMemory = (): number => left;

/** Takes bytes out of a library: a copy, or where its memory is not used again, the bytes themselves. */
export function takeOut(library: CLibrary<never>, place: number, size: number): Uint8Array {
  const bytes = new Uint8Array(library.memory.buffer, place, size);
  return isSmall(library) ? bytes.slice() : bytes;
}

function isSmall({ memory }: CLibrary<never>): boolean {
  return memory.buffer.byteLength <= 64e6;
}
