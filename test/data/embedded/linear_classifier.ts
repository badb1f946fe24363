import type { Dataset, Split } from "../../../src/data/dataset.ts";
import { fold, key, permutation } from "../../../src/random/mod.ts";

/** The share of right answers on both splits, after an epoch of training. */
export interface LinearResult {
  readonly epoch: number;
  readonly train: number;
  readonly test: number;
}

/**
 * Trains a softmax classifier that is linear in the pixels, by gradient descent on the cross-entropy in batches of 20
 * with momentum 0.9 and a learning rate that falls to 0 along a line, and yields its accuracy after every epoch.
 */
export function* linearClassifier(dataset: Dataset, epochs: number): Generator<LinearResult> {
  const classes = dataset.classNames.length;
  const train = standardized(dataset.train, dataset), test = standardized(dataset.test, dataset);
  const inputs = dataset.height * dataset.width * dataset.channels + 1;
  const weights = new Float32Array(classes * inputs);
  const velocity = new Float32Array(classes * inputs), gradient = new Float32Array(classes * inputs);
  const logits = new Float64Array(classes);

  const forward = (rows: Float32Array, row: number): void => {
    for (let c = 0; c < classes; c++) {
      let sum = 0;
      for (let i = 0, w = c * inputs, x = row * inputs; i < inputs; i++) sum += weights[w++]! * rows[x++]!;
      logits[c] = sum;
    }
  };

  const accuracy = (rows: Float32Array, { labels, count }: Split): number => {
    let right = 0;
    for (let row = 0; row < count; row++) {
      forward(rows, row);
      if (logits.indexOf(Math.max(...logits)) === labels[row]) right++;
    }
    return right / count;
  };

  const addGradient = (row: number, share: number): void => {
    forward(train, row);
    const top = Math.max(...logits);
    const total = logits.reduce((sum, logit) => sum + Math.exp(logit - top), 0);
    for (let c = 0; c < classes; c++) {
      const right = c === dataset.train.labels[row] ? 1 : 0;
      const slope = share * (Math.exp(logits[c]! - top) / total - right);
      for (let i = 0, g = c * inputs, x = row * inputs; i < inputs; i++, g++, x++) {
        gradient[g] = gradient[g]! + slope * train[x]!;
      }
    }
  };

  const update = (rate: number): void => {
    for (let w = 0; w < weights.length; w++) {
      velocity[w] = 0.9 * velocity[w]! + gradient[w]!;
      weights[w] = weights[w]! - rate * velocity[w]!;
    }
    gradient.fill(0);
  };

  for (let epoch = 0; epoch < epochs; epoch++) {
    for (const [step, row] of permutation(fold(key(0), epoch), dataset.train.count).entries()) {
      addGradient(row, 1 / BATCH);
      if (step % BATCH === BATCH - 1) update(RATE * (1 - epoch / epochs));
    }
    yield { epoch: epoch + 1, train: accuracy(train, dataset.train), test: accuracy(test, dataset.test) };
  }
}

const BATCH = 20;
const RATE = 0.001;

/** Pixels with mean 0 and deviation 1 by channel, and a constant 1 after every image for the bias. */
function standardized({ count, images }: Split, { channels, mean, std }: Dataset): Float32Array {
  const pixels = images.length / count;
  const rows = new Float32Array(count * (pixels + 1)).fill(1);
  for (let row = 0; row < count; row++) {
    for (let at = 0; at < pixels; at++) {
      const channel = at % channels;
      rows[row * (pixels + 1) + at] = (images[row * pixels + at]! / 255 - mean[channel]!) / std[channel]!;
    }
  }
  return rows;
}
