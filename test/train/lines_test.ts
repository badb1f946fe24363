import { assertEquals } from "@std/assert";
import { duration } from "../../src/train/duration.ts";
import { epochLine, liveLine, runName, stepLine } from "../../src/train/mod.ts";
import { nearest } from "../../src/train/nearest.ts";

Deno.test("duration() is readable at every size", () => {
  assertEquals([0.42, 38.4, 65, 3600, 12_000].map(duration), [
    "0.4 s",
    "38 s",
    "1 min 05 s",
    "1 h 00 min",
    "3 h 20 min",
  ]);
});

Deno.test("stepLine() and epochLine() say how it goes", () => {
  const progress = {
    kind: "step",
    epoch: 2,
    step: 41,
    loss: 1.2345,
    imagesPerSecond: 812.3,
    secondsLeft: 65,
    memory: 3 * 2 ** 20,
  } as const;
  assertEquals(
    stepLine(progress, 10, 310),
    "Epoch 2/10  step 41/310  loss 1.234  812 images/s  1 min 05 s left  3 MiB",
  );
  const metrics = {
    epoch: 2,
    step: 62,
    trainLoss: 2,
    testLoss: 1.5,
    top1: 45.25,
    top5: 90,
    lr: 0.1,
    seconds: 9,
  };
  assertEquals(
    epochLine({ ...metrics, imagesPerSecond: 800 }, 10),
    "Epoch  2/10  train loss 2.000  test loss 1.500  top-1 45.3 %  top-5 90.0 %  800 images/s",
  );
});

Deno.test("liveLine() overwrites itself on a terminal and is silent elsewhere", () => {
  const written = (columns: number | undefined) => {
    const texts: string[] = [];
    const line = liveLine((text) => texts.push(text), columns);
    line.show("a long text");
    line.print("stays");
    line.clear();
    return texts.join("");
  };
  assertEquals(written(7), "\r\x1b[2Ka long\r\x1b[2Kstays\n\r\x1b[2K");
  assertEquals(written(undefined), "stays\n");
});

Deno.test("runName() tells method, data set and time", () => {
  const name = (method: string) =>
    runName({ method, dataset: "embedded" }, Date.UTC(2026, 0, 31, 23, 59, 58));
  assertEquals(name("miamix"), "miamix-embedded-20260131-235958");
  assertEquals(name("../recipes/my.mix.ts"), "my.mix-embedded-20260131-235958");
});

Deno.test("nearest() counts a swap of neighbours as one slip, and refuses what is far", () => {
  const names = ["mixup", "cutmix", "miamix"];
  assertEquals(["mixpu", "cutmx", "MIAMIX", "saliency"].map((word) => nearest(word, names)), [
    "mixup",
    "cutmix",
    "miamix",
    undefined,
  ]);
});
