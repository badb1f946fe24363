export { decodeNpz } from "./decode_npz.ts";
export { decodeSafetensors, type Safetensors } from "./decode_safetensors.ts";
export { encodeSafetensors } from "./encode_safetensors.ts";
export { readWeights } from "./read_weights.ts";
export type { StoredNumbers, StoredTensor, StoredTensors } from "./stored_tensor.ts";
export { torchvisionNames } from "./torchvision_names.ts";
export type { WeightSite } from "./weight_site.ts";
export { WeightsError } from "./weights_error.ts";
export { writeWeights } from "./write_weights.ts";
