import { crc32c } from "./crc32c.ts";

/**
 * Frames a message as a record of a TFRecord file: its length in 8 bytes, the checksum of these, the message, and the
 * checksum of it, all little-endian.
 */
export function tfRecord(message: Uint8Array): Uint8Array {
  const record = new Uint8Array(message.length + 16);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(message.length), true);
  view.setUint32(8, masked(record.subarray(0, 8)), true);
  record.set(message, 12);
  view.setUint32(12 + message.length, masked(message), true);
  return record;
}

/** TFRecord turns and shifts a checksum, so that a record within a record does not look like one. */
function masked(bytes: Uint8Array): number {
  const sum = crc32c(bytes);
  return ((sum >>> 15 | sum << 17) + 0xa282ead8) >>> 0;
}
