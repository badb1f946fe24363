import { unzipSync } from "fflate";

/** Python that writes a state dict `d` as NumPy does. */
const SAVE = "numpy.savez('weights.npz', **{k: v.float().numpy() for k, v in d.items()})";
const FROM_PYTORCH =
  `convert it by python3 -c "import numpy, torch; d = torch.load('weights.pth', map_location='cpu'); ` +
  `d = next((d[k] for k in ('state_dict', 'model', 'net') if k in d), d); ${SAVE}"`;
const FROM_TORCHSCRIPT = `convert it by python3 -c "import numpy, torch; ` +
  `d = torch.jit.load('weights.pt', map_location='cpu').state_dict(); ${SAVE}"`;
const BY_NAMES =
  "save its arrays by numpy.savez() under the names and in the layouts of a PyTorch state dict";

/** The first bytes of files of other kinds, in hexadecimal, and what to say of such a file. */
const signatures: readonly (readonly [RegExp, string])[] = [
  [/^800[2-5]8a0a6cfc9c46f9206aa85019/, `a PyTorch file as before version 1.6; ${FROM_PYTORCH}`],
  [/^800[2-5]/, `a Python pickle; load it in Python, and ${BY_NAMES}`],
  [/^894844460d0a1a0a/, `an HDF5 file, such as Keras writes; ${BY_NAMES}`],
  [
    /^934e554d5059/,
    "a single NumPy array; save all of them in one file by numpy.savez(), each under its name",
  ],
  [/^080112/, `a TensorFlow SavedModel; ${BY_NAMES}`],
  [/^08[01].12/, `an ONNX model; ${BY_NAMES}`],
];

/** The same for files that are text. */
const beginnings: readonly (readonly [RegExp, string])[] = [
  [/^version https:\/\/git-lfs/, "a Git LFS pointer in place of the file; git lfs pull gets the file"],
  [/^\s*<(!doctype|html|\?xml)/i, "a web page in place of the file; download the file itself"],
  [/^\s*\{/, "a JSON text; name the file that holds the weights themselves"],
];

/**
 * Recognizes what other programs save weights as.
 *
 * @param bytes A file that could not be read.
 * @returns What it is, and how to make a file of it that can be read; `undefined` if that is unknown.
 */
export function foreignFormat(bytes: Uint8Array): string | undefined {
  const start = bytes.subarray(0, 64), hex = start.toHex(), text = new TextDecoder().decode(start);
  if (text.startsWith("PK")) return foreignZip(bytes);
  const found = signatures.find(([signature]) => signature.test(hex)) ??
    beginnings.find(([beginning]) => beginning.test(text));
  return found?.[1];
}

function foreignZip(bytes: Uint8Array): string | undefined {
  const names: string[] = [];
  try {
    unzipSync(bytes, { filter: ({ name }) => names.push(`/${name}`) < 0 });
  } catch {
    return undefined;
  }
  const has = (end: string) => names.some((name) => name.endsWith(end));
  if (has("/data.pkl") && has("/constants.pkl")) return `a TorchScript model; ${FROM_TORCHSCRIPT}`;
  if (has("/data.pkl")) return `a PyTorch file; ${FROM_PYTORCH}`;
  return has("/model.weights.h5") ? `a Keras model; ${BY_NAMES}` : undefined;
}
