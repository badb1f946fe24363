import type { LayerSite, Network } from "./network.ts";

/**
 * The layers of a network as a table: their names, what they do, what comes out for one image, how many numbers they learn,
 * and how many floating point operations a forward pass of one image takes (two for each multiplication with a weight; a
 * training step takes about three times as many).
 *
 * @example
 * ```ts
 * import { key } from "@miamix/miamix";
 * import { describeNetwork, network } from "@miamix/miamix/nn";
 * import { assertStringIncludes } from "@std/assert";
 *
 * const options = { size: [32, 32], channels: 3, classes: 10, mean: [0, 0, 0], std: [1, 1, 1] } as const;
 * const built = network("resnet20", options, key(1));
 * assertStringIncludes(describeNetwork(built), "269,722");
 * built.dispose();
 * ```
 */
export function describeNetwork(
  { name, inputShape, layers }: Pick<Network, "name" | "inputShape" | "layers">,
): string {
  const sum = (number: (layer: LayerSite) => number) =>
    layers.reduce((total, layer) => total + number(layer), 0);
  const rows = [
    ["layer", "kind", "output", "parameters", "MFLOP"],
    [name, "input", inputShape.join("x"), "", ""],
    ...layers.map(({ name, kind, output, parameters, multiplications }) => [
      name,
      kind,
      output.join("x"),
      parameters.toLocaleString("en"),
      multiplications === 0 ? "" : mega(multiplications),
    ]),
    ["total", "", "", sum(({ parameters }) => parameters).toLocaleString("en"), mega(sum(multiplied))],
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row.map((cell, column) => column < 3 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!))
      .join("  ").trimEnd()
  ).join("\n");
}

function multiplied({ multiplications }: LayerSite): number {
  return multiplications;
}

function mega(multiplications: number): string {
  return (2 * multiplications / 1e6).toLocaleString("en", {
    minimumFractionDigits: 2,
    maximumFractionDigits: 2,
  });
}
