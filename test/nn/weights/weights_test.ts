import * as tf from "@tensorflow/tfjs";
import { assert, assertEquals, assertThrows } from "@std/assert";
import {
  decodeSafetensors,
  encodeSafetensors,
  type Network,
  network,
  readWeights,
  type StoredTensor,
  torchvisionNames,
  WeightsError,
  writeWeights,
} from "../../../src/nn/mod.ts";
import { key } from "../../../src/random/mod.ts";
import { both, numbers, read, testOn } from "../_backends.ts";
import { known } from "../_table.ts";

const options = {
  size: [16, 16],
  channels: 3,
  classes: 10,
  mean: [0.5, 0.4, 0.3],
  std: [0.25, 0.2, 0.3],
} as const;

/** Other numbers in every tensor, the same for the same seed; variances are not negative. */
function others(weights: ReadonlyMap<string, StoredTensor>, seed: number): Map<string, StoredTensor> {
  return new Map(
    [...weights].map(([name, { shape, data }], i) => {
      const values = numbers(data.length, seed + i) as Float32Array<ArrayBuffer>;
      return [name, { shape, data: name.endsWith("running_var") ? values.map(Math.abs) : values }];
    }),
  );
}

for (const [name, { learnsOn }] of Object.entries(known)) {
  testOn(
    learnsOn.includes("webgpu") ? both : ["wasm"],
    `readWeights() gives back what writeWeights() gave ${name}, bit for bit`,
    async () => {
      const built = network(name, options, key(1));
      const first = await readWeights(built);
      const given = others(first, 7);
      writeWeights(built, given);
      assertEquals(await readWeights(built), given);
      const learned = [...first.values()].reduce((sum, { data }) => sum + data.length, 0);
      const variables = [...built.variables, ...built.buffers].reduce((sum, { size }) => sum + size, 0);
      assertEquals(learned, variables);
      built.dispose();
    },
  );
}

testOn(both, "a network with the weights of another from a file gives the same logits", async () => {
  const [one, two] = [network("small", options, key(1)), network("small", options, key(2))];
  const images = tf.tensor4d(numbers(2 * 16 * 16 * 3, 5), [2, 16, 16, 3]);
  const logits = (net: Network) => read(net.apply(images, { training: false }));
  const file = decodeSafetensors(encodeSafetensors(await readWeights(one), { format: "pt" }));
  assert(file._tag === "Right");
  writeWeights(two, file.right.tensors);
  assertEquals(await logits(two), await logits(one));
  images.dispose();
  one.dispose();
  two.dispose();
});

testOn(["wasm"], "readWeights() names and lays out tensors as PyTorch does", async () => {
  const built = network("small", options, key(1));
  const weights = await readWeights(built);
  const [filter] = built.variables;
  const values = await filter!.data();
  const stored = weights.get("conv1.weight")!;
  assertEquals(stored.shape, [16, 3, 3, 3]);
  for (const [out, channel, y, x] of [[0, 0, 0, 0], [5, 1, 2, 0], [15, 2, 1, 2]] as const) {
    const there = stored.data[((out * 3 + channel) * 3 + y) * 3 + x];
    assertEquals(there, values[((y * 3 + x) * 3 + channel) * 16 + out]);
  }
  const shapes = Object.fromEntries([...weights].map(([name, { shape }]) => [name, shape]));
  assertEquals(shapes["layer2.0.downsample.0.weight"], [32, 16, 1, 1]);
  assertEquals(shapes["layer3.0.bn2.running_var"], [64]);
  assertEquals(shapes["fc.weight"], [10, 64]);
  assertEquals(shapes["fc.bias"], [10]);
  assertEquals(weights.get("bn1.weight")!.data, new Float32Array(16).fill(1));
  assertEquals(weights.get("bn1.bias")!.data, new Float32Array(16));
  assertEquals(weights.get("bn1.running_mean")!.data, new Float32Array(16));
  assertEquals(weights.get("bn1.running_var")!.data, new Float32Array(16).fill(1));
  built.dispose();
});

testOn(["wasm"], "writeWeights() takes PyTorch's counters and floats of other sizes", async () => {
  const built = network("small", options, key(1));
  const given = new Map<string, StoredTensor>(await readWeights(built));
  given.set("bn1.num_batches_tracked", { shape: [], data: BigInt64Array.of(3n) });
  given.set("fc.bias", { shape: [10], data: Float16Array.from({ length: 10 }, (_, i) => i / 4) });
  given.set("bn1.bias", { shape: [16], data: new Float64Array(16).fill(0.1) });
  writeWeights(built, given);
  const weights = await readWeights(built);
  assertEquals(weights.get("fc.bias")!.data, Float32Array.from({ length: 10 }, (_, i) => i / 4));
  assertEquals(weights.get("bn1.bias")!.data, new Float32Array(16).fill(0.1));
  built.dispose();
});

testOn(["wasm"], "writeWeights() names all that is wrong, and then changes nothing", async () => {
  const built = network("small", options, key(1));
  const before = await readWeights(built);
  const given = others(before, 3);
  given.delete("layer1.0.conv1.weight");
  given.set("fc.weight", { shape: [100, 64], data: new Float32Array(6400) });
  given.set("fc.bias", { shape: [10], data: new Int32Array(10) });
  given.set("layer4.0.bn1.num_batches_tracked", { shape: [], data: BigInt64Array.of(3n) });
  const error = assertThrows(() => writeWeights(built, given), WeightsError);
  assertEquals(error.issues, [
    "it lacks layer1.0.conv1.weight",
    "no part of it is called layer4.0.bn1.num_batches_tracked",
    "fc.weight must be [10,64], current value is [100,64]",
    "fc.bias must be floats, current value is Int32Array",
  ]);
  assert(
    error.message.startsWith("Cannot load weights into small: it lacks layer1.0.conv1.weight; no part of"),
  );
  assertEquals(await readWeights(built), before);
  const prefixed = new Map([...before].map(([name, tensor]) => [`encoder.${name}`, tensor]));
  const foreign = assertThrows(() => writeWeights(built, prefixed), WeightsError);
  const first = ["conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var"];
  const more = before.size - first.length;
  assertEquals(foreign.issues, [
    `it lacks ${first.join(", ")} and ${more} more`,
    `no part of it is called ${first.map((name) => `encoder.${name}`).join(", ")} and ${more} more`,
  ]);
  built.dispose();
});

testOn(["wasm"], "a network takes weights by the names of kuangliu/pytorch-cifar", async () => {
  const [one, two] = [network("small", options, key(1)), network("small", options, key(2))];
  const weights = await readWeights(one);
  const theirs = new Map([...weights].map(([name, tensor]) => [
    `module.${name.replace(".downsample.", ".shortcut.").replace(/^fc/, "linear")}`,
    tensor,
  ]));
  assert(theirs.has("module.linear.bias") && theirs.has("module.layer2.0.shortcut.1.running_var"));
  writeWeights(two, torchvisionNames(theirs));
  assertEquals(await readWeights(two), weights);
  one.dispose();
  two.dispose();
});

/** Numbers that would make a network answer nonsense without a word, and what is said of each. */
const strange: readonly (readonly [name: string, data: StoredTensor["data"], says: string])[] = [
  [
    "fc.bias",
    Float32Array.of(NaN, 0, 0, 0, 0, 0, 0, 0, -Infinity, 0),
    "fc.bias must hold finite 32-bit floats, current value is 2 of 10",
  ],
  [
    "fc.bias",
    new Float64Array(10).fill(1e39, 0, 3),
    "fc.bias must hold finite 32-bit floats, current value is 3 of 10",
  ],
  [
    "fc.bias",
    new Float16Array(10).fill(Infinity, 9),
    "fc.bias must hold finite 32-bit floats, current value is 1 of 10",
  ],
  [
    "bn1.running_mean",
    new Float32Array(16).fill(NaN),
    "bn1.running_mean must hold finite 32-bit floats, current value is 16 of 16",
  ],
  [
    "bn1.running_var",
    new Float32Array(16).fill(-1e-30, 15),
    "bn1.running_var must hold variances >= 0, current value is 1 of 16",
  ],
];

testOn(
  ["wasm"],
  "writeWeights() refuses numbers that are not finite and negative variances, and changes nothing",
  async () => {
    const built = network("small", options, key(1));
    const before = await readWeights(built);
    for (const [name, data, says] of strange) {
      const given = new Map<string, StoredTensor>(others(before, 3)).set(name, {
        shape: [data.length],
        data,
      });
      assertEquals(assertThrows(() => writeWeights(built, given), WeightsError).issues, [
        `${says} that are not`,
      ]);
      assertEquals(await readWeights(built), before);
    }
    built.dispose();
  },
);
