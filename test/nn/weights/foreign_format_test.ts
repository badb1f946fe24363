import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { zipSync } from "fflate";
import { decodeWeights, encodeSafetensors, type StoredTensor } from "../../../src/nn/mod.ts";
import { inFolder } from "../../train/command.ts";

const golden = (name: string) => Deno.readFile(new URL(`../../golden/${name}`, import.meta.url));
const latin = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const page =
  "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>You must sign in first.</body></html>";

/** The first bytes of what other programs write, and what is to be said of it. */
const files: Readonly<Record<string, readonly [bytes: Uint8Array | string, says: readonly string[]]>> = {
  "a PyTorch file": ["pytorch_files.pth", ["it is a PyTorch file; convert it by python3", "numpy.savez"]],
  "an old PyTorch file": ["pytorch_files_old.pth", ["a PyTorch file as before version 1.6; convert it"]],
  "a TorchScript model": ["pytorch_files_script.pt", [
    "it is a TorchScript model; convert it",
    "torch.jit.load",
  ]],
  "another pickle": [latin("\x80\x04\x95\x0b\0\0\0\0\0\0\0}\x94."), ["it is a Python pickle"]],
  "HDF5": [latin("\x89HDF\r\n\x1a\n\0\0\0\0\0\b\b\0"), ["it is an HDF5 file, such as Keras writes"]],
  "a Keras model": [zipSync({ "model.weights.h5": Uint8Array.of(1) }), ["it is a Keras model"]],
  "a single array": [latin("\x93NUMPY\x01\0v\0{'descr': '<f4', "), [
    "it is a single NumPy array",
    "numpy.savez()",
  ]],
  "an LFS pointer": [
    latin(
      "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258\n",
    ),
    ["it is a Git LFS pointer", "git lfs pull"],
  ],
  "a web page": [latin(page), ["it is a web page"]],
  "a web page after blanks": [latin(`\xef\xbb\xbf\n ${page.toLowerCase()}`), ["it is a web page"]],
  "an ONNX model": [latin("\b\x07\x12\x07pytorch\x1a\x051.13.0:\x95\x02\n"), ["it is an ONNX model"]],
  "a SavedModel": [latin("\b\x01\x12\xb4\x8d\x01\n\xee\x1b\n\x86\x06\n\x07"), [
    "it is a TensorFlow SavedModel",
  ]],
  "an index of shards": [latin('{"metadata": {"total_size": 9}, "weight_map": {}}'), ["it is a JSON text"]],
};

for (const [name, [file, says]] of Object.entries(files)) {
  Deno.test(`a file of weights that is ${name} is called so, and how to convert it is said`, async () => {
    const read = decodeWeights(typeof file === "string" ? await golden(file) : file);
    assert(read._tag === "Left");
    const { message } = read.left;
    assertStringIncludes(message, "Cannot read weights: the file must be safetensors or .npz, it is ");
    for (const part of says) assertStringIncludes(message, part);
  });
}

Deno.test("what is damaged is not taken for a file of another program", async () => {
  const whole = encodeSafetensors(new Map([["a", { shape: [1], data: Float32Array.of(1) }]]));
  const npz = await golden("pytorch_npz.npz");
  const refused: readonly (readonly [Uint8Array, string])[] = [
    [whole.subarray(0, whole.length - 1), "Cannot read safetensors: a must lie within 3 bytes"],
    [npz.subarray(0, npz.length - 30), "Cannot read npz: the file must be a whole zip"],
    [new Uint8Array(), "Cannot read safetensors: a file must have 8 bytes at least"],
    [zipSync({ "a.txt": Uint8Array.of(1) }), "Cannot read npz: a.txt must be a NumPy file"],
  ];
  for (const [bytes, says] of refused) {
    const read = decodeWeights(bytes);
    assert(read._tag === "Left");
    assertStringIncludes(read.left.message, says);
  }
});

const python = "/usr/bin/python3";
const noTorch = await new Deno.Command(python, { args: ["-c", "import torch"] }).output()
  .then(({ success }) => !success, () => true);

for (
  const name of [
    "pytorch_files.pth",
    "pytorch_files_old.pth",
    "pytorch_files_checkpoint.pth",
    "pytorch_files_script.pt",
  ]
) {
  Deno.test({
    name: `the conversion that is said of ${name} gives its weights${
      noTorch ? " (ignored: no PyTorch)" : ""
    }`,
    ignore: noTorch,
    fn: () =>
      inFolder(async (cwd) => {
        const file = await golden(name);
        await Deno.writeFile(`${cwd}/weights${name.slice(name.indexOf("."))}`, file);
        const read = decodeWeights(file);
        assert(read._tag === "Left");
        const [, code] = /python3 -c "(.*)"$/.exec(read.left.message) ?? [];
        const { success, stderr } = await new Deno.Command(python, { args: ["-c", code!], cwd }).output();
        assert(success, new TextDecoder().decode(stderr));
        const converted = decodeWeights(await Deno.readFile(`${cwd}/weights.npz`));
        assert(converted._tag === "Right");
        const expected: Readonly<Record<string, StoredTensor>> = {
          weight: { shape: [3, 2], data: Float32Array.of(0, 0.25, 0.5, 0.75, 1, 1.25) },
          bias: { shape: [3], data: Float32Array.of(-1, 0, 1) },
        };
        assertEquals(Object.fromEntries(converted.right.tensors), expected);
      }),
  });
}
