import { assertEquals, assertThrows } from "@std/assert";
import { type StoredTensor, torchvisionNames, WeightsError } from "../../../src/nn/mod.ts";

const tensor = (value: number): StoredTensor => ({ shape: [1], data: Float32Array.of(value) });
const own = ["conv1.weight", "layer1.0.downsample.0.weight", "fc.weight", "fc.bias"];

/** What there is before the names of each, which wrappers such as `torch.compile` and Lightning put there. */
const wrapped = ["", "module.", "_orig_mod.", "model.", "net.", "backbone.", "network.", "state_dict."];
const nested = ["module._orig_mod.", "_orig_mod.module.", "state_dict.model.", "model.net.module."];

for (const prefix of [...wrapped, ...nested]) {
  Deno.test(`names that all begin with ${prefix || "nothing"} lose that`, () => {
    const given = new Map(own.map((name, i) => [prefix + name.replace("downsample", "shortcut"), tensor(i)]));
    assertEquals([...torchvisionNames(given)], own.map((name, i) => [name, tensor(i)]));
  });
}

Deno.test("names keep what not all of them begin with, or what is no wrapper", () => {
  for (const names of [["module.conv1.weight", "fc.weight"], ["encoder.conv1.weight", "encoder.fc.weight"]]) {
    const given = new Map(names.map((name, i) => [name, tensor(i)]));
    assertEquals([...torchvisionNames(given).keys()], names);
  }
  const half = new Map([["module.model.conv1.weight", tensor(0)], ["module.fc.weight", tensor(1)]]);
  assertEquals([...torchvisionNames(half).keys()], ["model.conv1.weight", "fc.weight"]);
});

Deno.test("the counter of PyTorch's averaged models is left out", () => {
  const averaged = new Map([["n_averaged", tensor(7)], ["module.fc.weight", tensor(1)]]);
  assertEquals([...torchvisionNames(averaged)], [["fc.weight", tensor(1)]]);
});

Deno.test("two tensors of one name are refused, and both are named", () => {
  const given = new Map(
    ["fc.weight", "linear.weight", "a.shortcut.b", "a.downsample.b", "fc.bias"].map((
      name,
    ) => [name, tensor(0)]),
  );
  assertEquals(assertThrows(() => torchvisionNames(given), WeightsError).issues, [
    "fc.weight and linear.weight are both fc.weight, there must be one of them",
    "a.shortcut.b and a.downsample.b are both a.downsample.b, there must be one of them",
  ]);
});
