import type { BadImages, Cifar100Labels, Orientation } from "../data/mod.ts";
import type { Partners } from "./feed.ts";

/** Where a run computes: `auto` chooses, the others insist. */
export type BackendChoice = "auto" | "webgpu" | "wasm";

/** The random changes of view applied to both images of a pair before they are mixed. */
export type Views = "crop-flip" | "none";

/** Whose kernels convolve: `auto` measures them, the others insist. */
export type KernelsChoice = "auto" | "own" | "tfjs";

/** Lines for people, or a JSON object a line. */
export type LogFormat = "human" | "json";

/**
 * Everything that decides what a run computes, as plain data. It is written to the run folder as it is used, so a run
 * can be repeated from its own `config.json`. `null` stands for "not given".
 */
export interface Config {
  /** Name of the preset that filled what nothing else did. */
  readonly preset: string | null;
  /** Name of a data set of the registry. */
  readonly dataset: string;
  /** Folder that holds the files of the data set, for sets that are read from files. */
  readonly dataDir: string | null;
  /** Folder that data sets read from files are kept converted in; when `null` the files are read, into memory. */
  readonly cacheDir: string | null;
  /** Megabytes of images that may be held in memory; those of a larger set are read as they are needed. */
  readonly memory: number;
  /** How many workers decode images; one for each processor when `null`. It changes no result. */
  readonly workers: number | null;
  /** How many training images are used, from the start of each class's turn; all when `null`. */
  readonly limitTrain: number | null;
  /** How many test images are used; all when `null`. */
  readonly limitTest: number | null;
  /** Rows and columns that images are resized to, for sets that resize; the set's own when `null`. */
  readonly size: number | null;
  /** `apply` turns image files upright as their EXIF data say, `ignore` reads them as they are stored. */
  readonly orientation: Orientation;
  /** How many training images of each class are used; all when `null`. */
  readonly perClass: number | null;
  /** The folder beside `train` to test with, for `folder`; the first that has a usual name when `null`. */
  readonly testFolder: string | null;
  /** `stop` ends the run at a damaged image, `skip` leaves such images out and lists them. */
  readonly badImages: BadImages;
  /** Which labels are learned, for `cifar100`: its 100 classes, or the 20 groups of them. */
  readonly labels: Cifar100Labels;
  /**
   * The share of the training images, the same of every class, that is held out and measured with instead of the test
   * images, in `(0, 1)`; none when `null`.
   */
  readonly validation: number | null;
  /** `i/k`: the training images are dealt into k parts, and the i-th is measured with instead of the test images. */
  readonly fold: string | null;
  /** The share of training labels that are made wrong, each by chance, in `[0, 1]`. */
  readonly labelNoise: number;
  /** Name of a method, or the path of a script whose default export is a recipe or a function that returns one. */
  readonly method: string;
  /** Where partners come from: the batch, or all training images. */
  readonly partners: Partners;
  /** Random crop (padding 4) and horizontal flip, or the images as they are. */
  readonly views: Views;
  /** How likely a sample is mixed, in `[0, 1]`. */
  readonly mixProb: number;
  /** How many epochs mix; all when `null`. */
  readonly mixOffEpoch: number | null;
  /** The share of every label that is spread evenly over all classes, in `[0, 1)`. */
  readonly labelSmoothing: number;
  /** Name of a network of the registry. */
  readonly model: string;
  /** Passes over the training images. */
  readonly epochs: number;
  /** Epochs at the start in which the learning rate rises from step to step up to `lr`. */
  readonly warmupEpochs: number;
  /** Images a step. */
  readonly batchSize: number;
  /** Learning rate of the first step after the warmup; a cosine takes it to 0 over the rest of the run. */
  readonly lr: number;
  /** Momentum of stochastic gradient descent, in `[0, 1)`. */
  readonly momentum: number;
  /** Weight decay, at least 0. */
  readonly weightDecay: number;
  /** Decay of the average of the weights that is tested, in `(0, 1)`; the weights themselves are when `null`. */
  readonly ema: number | null;
  /** Seed of everything random in the run. */
  readonly seed: number;
  /** Where to compute. */
  readonly backend: BackendChoice;
  /** Whose kernels convolve: those of this package, those of tfjs, or for each pass whichever is measured to be faster. */
  readonly kernels: KernelsChoice;
  /** The run folder itself; a new folder below `runs` when `null`. */
  readonly out: string | null;
  /** A checkpoint is written every so many steps; only after epochs when `null`. */
  readonly checkpointSteps: number | null;
  /** The checkpoint of every so many epochs is kept under a name of its own; none when `null`. */
  readonly checkpointEpochs: number | null;
  /** How many of these are kept, the newest; all when `null`. */
  readonly keep: number | null;
  /** Seconds after which the run stops with a checkpoint; never when `null`. */
  readonly maxTime: number | null;
  /** Epochs without a better top-1 accuracy after which the run stops; never when `null`. */
  readonly patience: number | null;
  /** How the command tells how it goes. */
  readonly logFormat: LogFormat;
  /** Whether the command says nothing but what is wrong. */
  readonly quiet: boolean;
}
