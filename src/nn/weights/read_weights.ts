import { demandHealthyDevice } from "../../device/device.ts";
import type { Network } from "../network.ts";
import { permute } from "./permute.ts";
import type { StoredTensors } from "./stored_tensor.ts";
import { rowShape, storedShape } from "./weight_site.ts";

/**
 * Reads what a network has learned and remembers, by the names and in the layouts of a PyTorch state dict: filters are
 * `[out, in / groups, side, side]`, matrices `[out, in]`; a batch normalization has `weight`, `bias`, `running_mean` and
 * `running_var`. In a safetensors file they load in PyTorch.
 *
 * @throws {DeviceError} If the device fails.
 *
 * @example
 * ```ts
 * import { key } from "@miamix/miamix";
 * import { network, readWeights, writeWeights } from "@miamix/miamix/nn";
 * import { assertEquals } from "@std/assert";
 *
 * const options = { size: [16, 16], channels: 1, classes: 3, mean: [0.5], std: [0.25] } as const;
 * const [one, two] = [network("small", options, key(1)), network("small", options, key(2))];
 * writeWeights(two, await readWeights(one));
 * const weights = await readWeights(two);
 * assertEquals(weights.get("conv1.weight")?.shape, [16, 1, 3, 3]);
 * one.dispose();
 * two.dispose();
 * ```
 */
export async function readWeights({ weights }: Pick<Network, "weights">): Promise<StoredTensors> {
  const values = await Promise.all(weights.map(({ variable }) => variable.data<"float32">()));
  demandHealthyDevice();
  return new Map(weights.flatMap((site, i) => {
    const shape = rowShape(site), size = site.variable.size / site.names.length;
    return site.names.map((name, row) => {
      const stored = values[i]!.subarray(row * size, (row + 1) * size) as Float32Array<ArrayBuffer>;
      const data = permute(stored, shape, site.axes);
      return [name, { shape: storedShape(site), data }] as const;
    });
  }));
}
