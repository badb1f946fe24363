/** The fields of protocol buffers messages that TensorBoard events need: each as its tag and its value in bytes. */

const utf8 = new TextEncoder();

/** A whole number >= 0. */
export function integerField(number: number, value: number): Uint8Array {
  return join([tag(number, 0), varint(value)]);
}

/** A number in 8 bytes. */
export function doubleField(number: number, value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value, true);
  return join([tag(number, 1), bytes]);
}

/** A number in 4 bytes. */
export function floatField(number: number, value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return join([tag(number, 5), bytes]);
}

/** Bytes. */
export function bytesField(number: number, value: Uint8Array): Uint8Array {
  return join([tag(number, 2), varint(value.length), value]);
}

/** A text. */
export function textField(number: number, value: string): Uint8Array {
  return bytesField(number, utf8.encode(value));
}

/** A message within a message. */
export function messageField(number: number, ...fields: readonly Uint8Array[]): Uint8Array {
  return bytesField(number, join(fields));
}

/** Parts one after the other; the fields of a message, for one. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  parts.reduce((at, part) => {
    whole.set(part, at);
    return at + part.length;
  }, 0);
  return whole;
}

function tag(number: number, wireType: number): Uint8Array {
  return varint(number * 8 + wireType);
}

/** Seven bits a byte, the lowest first; all bytes but the last have the highest bit set. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  for (; value > 127; value = Math.floor(value / 128)) bytes.push(value % 128 | 128);
  return Uint8Array.from([...bytes, value]);
}
