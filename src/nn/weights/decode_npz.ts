import { type Either, left, right, tryCatch } from "fp-ts/Either";
import { unzipSync } from "fflate";
import { decodeNpy } from "./decode_npy.ts";
import type { StoredTensor, StoredTensors } from "./stored_tensor.ts";
import { WeightsError } from "./weights_error.ts";

/**
 * Reads an `.npz` file of NumPy, such as `numpy.savez("weights.npz", **state_dict)` writes: a zip of arrays, which may be
 * compressed. A state dict of PyTorch gets there by `{name: tensor.numpy() for name, tensor in model.state_dict().items()}`.
 *
 * @param bytes The whole file.
 * @returns Tensors by name. On the left, everything that is wrong with the file.
 */
export function decodeNpz(bytes: Uint8Array): Either<WeightsError, StoredTensors> {
  const files = tryCatch(
    () => unzipSync(bytes),
    (error) => error instanceof Error ? error.message : `${error}`,
  );
  if (files._tag === "Left") return fail([`the file must be a whole zip (${files.left})`]);
  const arrays = Object.entries(files.right).map(([file, content]) =>
    [file.replace(/\.npy$/, ""), decodeNpy(content)] as const
  );
  const names = arrays.map(([name]) => name);
  const wrong = arrays.flatMap(([name, array], place) => [
    ...(array._tag === "Left" ? [`${name} ${array.left}`] : []),
    ...(names.indexOf(name) < place ? [`${name} must be there once`] : []),
  ]);
  if (wrong.length > 0) return fail(wrong);
  return right(
    new Map(
      arrays.flatMap(([name, array]): [string, StoredTensor][] =>
        array._tag === "Right" ? [[name, array.right]] : []
      ),
    ),
  );
}

function fail(issues: readonly string[]): Either<WeightsError, never> {
  return left(new WeightsError("read npz", issues));
}
