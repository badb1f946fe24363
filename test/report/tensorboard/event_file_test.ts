import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { crc32c } from "../../../src/report/tensorboard/crc32c.ts";
import { eventFile } from "../../../src/report/tensorboard/event_file.ts";
import { someMetrics } from "../some_run.ts";
import { readEvents } from "./read_events.ts";

const started = 1_780_000_000.25;
const shown = [
  { tag: "recipe", text: "pair  anyone()\nmix   labels · λ" },
  { tag: "batches/1", png: Uint8Array.of(1, 2, 3), width: 400, height: 30 },
];

Deno.test("crc32c() gives the published checksums", () => {
  // RFC 3720 (iSCSI), appendix B.4; the last is the check value of CRC-32/ISCSI in the catalogue of CRC algorithms
  const vectors: readonly (readonly [Uint8Array, number])[] = [
    [new Uint8Array(32), 0x8a9136aa],
    [new Uint8Array(32).fill(0xff), 0x62a8ab43],
    [Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
    [Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
    [new TextEncoder().encode("123456789"), 0xe3069283],
    [new Uint8Array(), 0],
  ];
  for (const [bytes, sum] of vectors) assertEquals(crc32c(bytes), sum);
});

Deno.test("an event file is what TensorBoard reads: a version, what is shown, and scalars an epoch", () => {
  const metrics = someMetrics(3);
  const [version, start, ...epochs] = readEvents(eventFile(metrics, { started, shown }));
  assertEquals(version, { wallTime: started, step: 0, version: "brain.Event:2", values: [] });
  assertEquals(start, {
    wallTime: started,
    step: 0,
    values: [
      {
        tag: "recipe",
        plugin: "text",
        dataClass: 2,
        tensor: { type: 7, sides: [1], texts: [shown[0]!.text!] },
      },
      { tag: "batches/1", image: { height: 30, width: 400, colours: 3, png: shown[1]!.png! } },
    ],
  });
  assertEquals(
    epochs.map(({ step, wallTime }) => [step, wallTime]),
    metrics.map(({ step, seconds }) => [step, started + seconds]),
  );
  for (const [i, { values }] of epochs.entries()) {
    const { trainLoss, testLoss, top1, top5, lr, imagesPerSecond } = metrics[i]!;
    assertEquals(
      values,
      Object.entries({
        "loss/train": trainLoss,
        "loss/test": testLoss,
        "accuracy/top-1": top1,
        "accuracy/top-5": top5,
        "optimiser/learning rate": lr,
        "speed/images per second": imagesPerSecond,
      }).map(([tag, scalar]) => ({ tag, scalar: Math.fround(scalar) })),
    );
  }
});

Deno.test("an event file of more epochs starts with that of fewer", () => {
  const long = eventFile(someMetrics(5), { started, shown });
  for (const epochs of [0, 1, 4]) {
    const short = eventFile(someMetrics(5).slice(0, epochs), { started, shown });
    assertEquals(long.subarray(0, short.length), short);
  }
});

Deno.test("a reader sees every changed byte of an event file", () => {
  const file = eventFile(someMetrics(1), { started });
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
      assertThrows(() => readEvents(file.with(at, file[at]! ^ change)));
    }),
    { seed: 1 },
  );
});

Deno.test("steps of any size are written whole", () => {
  const step = fc.nat(Number.MAX_SAFE_INTEGER);
  fc.assert(
    fc.property(step, (step) => {
      const [, event] = readEvents(eventFile([{ ...someMetrics(1)[0]!, step }], { started }));
      assertEquals(event!.step, step);
    }),
    { seed: 2 },
  );
});
