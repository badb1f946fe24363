import { assert, assertEquals } from "@std/assert";
import { channelStatistics } from "../../src/data/channel_statistics.ts";
import type { Dataset } from "../../src/data/dataset.ts";

/**
 * Checks a real version of CIFAR: every pixel and label as an independent reading of the files has them, classes
 * balanced, and channel statistics near the published ones.
 */
export async function assertCifar(
  dataset: Dataset,
  { folder, files, labelBytes, label }: {
    readonly folder: string;
    readonly files: { readonly train: readonly string[]; readonly test: readonly string[] };
    readonly labelBytes: number;
    readonly label: number;
  },
): Promise<void> {
  const record = labelBytes + 3072;
  for (const part of ["train", "test"] as const) {
    const { count, images, labels } = dataset[part];
    assertEquals(labels.length, count);
    const counts = dataset.classNames.map((_, c) => labels.filter((each) => each === c).length);
    assertEquals(counts, counts.map(() => count / counts.length));
    let n = 0, different = 0;
    for (const name of files[part]) {
      const bytes = new DataView((await Deno.readFile(`${folder}/${name}`)).buffer);
      for (let at = 0; at < bytes.byteLength; at += record, n++) {
        if (bytes.getUint8(at + label) !== labels[n]) different++;
        for (let i = 0; i < 3072; i++) {
          const channel = Math.floor(i / 1024), row = Math.floor(i % 1024 / 32), column = i % 32;
          const pixel = images[((n * 32 + row) * 32 + column) * 3 + channel];
          if (bytes.getUint8(at + labelBytes + i) !== pixel) different++;
        }
      }
    }
    assertEquals([n, different], [count, 0]);
  }
  const measured = channelStatistics(dataset.train.images, 3);
  for (const channel of [0, 1, 2]) {
    assert(Math.abs(measured.mean[channel]! - dataset.mean[channel]!) < 0.01);
    assert(Math.abs(measured.std[channel]! - dataset.std[channel]!) < 0.01);
  }
}
