/** What an epoch came to: one line of `metrics.jsonl`. */
export interface Metrics {
  /** The epoch, from 1. */
  readonly epoch: number;
  /** Steps done since the start of the run. */
  readonly step: number;
  /** Mean cross-entropy of the epoch's mixed training batches, in nats, each at the time it was learnt from. */
  readonly trainLoss: number;
  /** Mean cross-entropy of the test images after the epoch, in nats. */
  readonly testLoss: number;
  /** Test images whose class is the likeliest one, in percent. */
  readonly top1: number;
  /** Test images whose class is among the five likeliest, in percent. */
  readonly top5: number;
  /** Learning rate of the epoch's last step. */
  readonly lr: number;
  /** Seconds since the first step of the run, tests included. */
  readonly seconds: number;
  /** Training images a second in this epoch, tests not counted. */
  readonly imagesPerSecond: number;
}
