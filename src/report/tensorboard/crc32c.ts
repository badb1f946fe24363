/** The Castagnoli polynomial, lowest bit first. */
const POLYNOMIAL = 0x82f63b78;

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? rest >>> 1 ^ POLYNOMIAL : rest >>> 1;
  return rest;
});

/**
 * The CRC-32C checksum of some bytes (RFC 3720, appendix B.4), as an unsigned 32-bit integer.
 *
 * @example
 * ```ts
 * import { crc32c } from "@miamix/miamix/report";
 * import { assertEquals } from "@std/assert";
 *
 * assertEquals(crc32c(new TextEncoder().encode("123456789")), 0xe3069283);
 * ```
 */
export function crc32c(bytes: Uint8Array): number {
  let rest = ~0;
  for (const byte of bytes) rest = table[(rest ^ byte) & 0xff]! ^ rest >>> 8;
  return ~rest >>> 0;
}
