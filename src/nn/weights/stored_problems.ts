import type { StoredTensor } from "./stored_tensor.ts";

/**
 * Says what is wrong with the numbers of a stored tensor, which the network would turn into wrong answers without a word:
 * numbers that are not finite, also once they are 32-bit floats, and running variances below 0.
 *
 * @returns The rules that it breaks; none for tensors of whole numbers.
 */
export function storedProblems(name: string, { data }: StoredTensor): readonly string[] {
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return [];
  let strange = 0, negative = 0;
  for (let i = 0; i < data.length; i++) {
    const value = Math.fround(data[i]!);
    if (!Number.isFinite(value)) strange++;
    else if (value < 0) negative++;
  }
  const of = (count: number) => `current value is ${count} of ${data.length} that are not`;
  return [
    ...(strange > 0 ? [`${name} must hold finite 32-bit floats, ${of(strange)}`] : []),
    ...(negative > 0 && name.endsWith("running_var")
      ? [`${name} must hold variances >= 0, ${of(negative)}`]
      : []),
  ];
}
