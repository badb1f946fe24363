export { beginning, type Checkpoint, type Identity, type Progress, testedWeights } from "./checkpoint.ts";
export {
  checkpointPath,
  keepCheckpoint,
  newestFirst,
  pruneCheckpoints,
  saveCheckpoint,
} from "./checkpoint_files.ts";
export { decodeCheckpoint, type StoredCheckpoint } from "./decode_checkpoint.ts";
export { encodeCheckpoint } from "./encode_checkpoint.ts";
export { restoreCheckpoint } from "./restore_checkpoint.ts";
export { takeCheckpoint } from "./take_checkpoint.ts";
