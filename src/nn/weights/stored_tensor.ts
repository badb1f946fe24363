/** The numbers of a stored tensor, in C order: the last axis is innermost. The kind of array is the type of the numbers. */
export type StoredNumbers =
  | Float64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float16Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>;

/** A tensor as files hold it, in the memory of the host. */
export interface StoredTensor {
  /** The size of every axis; a single number has none. */
  readonly shape: readonly number[];
  /** As many numbers as the shape says. */
  readonly data: StoredNumbers;
}

/** Tensors by name. */
export type StoredTensors = ReadonlyMap<string, StoredTensor>;
