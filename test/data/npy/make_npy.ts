/** Writes a NumPy file with this header text, padded as NumPy does. */
export function npyWith(text: string, values: Iterable<number>, version = 1): Uint8Array {
  const lengthBytes = version === 1 ? 2 : 4, before = 8 + lengthBytes;
  const padded = text.padEnd(Math.ceil((before + text.length + 1) / 64) * 64 - before - 1) + "\n";
  const bytes = Uint8Array.of(
    ...[0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...new Uint8Array(lengthBytes)],
    ...new TextEncoder().encode(padded),
    ...values,
  );
  new DataView(bytes.buffer).setUint16(8, padded.length, true);
  return bytes;
}

/** Writes a NumPy file of unsigned bytes in C order. */
export function makeNpy(shape: readonly number[], values: Iterable<number>, version = 1): Uint8Array {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  return npyWith(`{'descr': '|u1', 'fortran_order': False, 'shape': (${sizes}), }`, values, version);
}
