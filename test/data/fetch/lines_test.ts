import { assertEquals, assertStringIncludes } from "@std/assert";
import { describeSource } from "../../../src/data/fetch/describe_source.ts";
import { humanSize } from "../../../src/data/fetch/human_size.ts";
import type { Progress } from "../../../src/data/fetch/progress.ts";
import { progressPrinter } from "../../../src/data/fetch/progress_printer.ts";
import { sourceOf } from "./archives.ts";
import { downloadOf, someBytes } from "./server.ts";

Deno.test("humanSize() keeps two or three digits", () => {
  const sizes = [0, 999, 1000, 5148, 9949, 9950, 999_499, 999_500, 170_052_171, 2_918_471_680, 5e15];
  assertEquals(sizes.map(humanSize), [
    "0 bytes",
    "999 bytes",
    "1.0 kB",
    "5.1 kB",
    "9.9 kB",
    "10 kB",
    "999 kB",
    "1.0 MB",
    "170 MB",
    "2.9 GB",
    "5000 TB",
  ]);
});

/** What is printed when these steps come at these milliseconds. */
function printed(live: boolean, steps: readonly (readonly [number, Progress])[]): readonly string[] {
  const lines: string[] = [];
  let time = 0;
  const tell = progressPrinter({
    now: () => time,
    show: live ? (text) => lines.push(`~${text}`) : undefined,
    print: (text) => lines.push(text),
  });
  for (const [at, progress] of steps) {
    time = at;
    tell(progress);
  }
  return lines;
}

const download = (done: number): Progress => ({ stage: "download", file: "a.zip", done, total: 1_000_000 });

Deno.test("progressPrinter() shows ten times a second how far, how fast and how long, on a terminal", () => {
  assertEquals(
    printed(true, [
      [0, download(0)],
      [50, download(10_000)],
      [100, download(20_000)],
      [10_000, download(500_000)],
      [10_001, { stage: "note", text: "cut" }],
      [10_002, { stage: "unpack", file: "a.zip", done: 7 }],
      [11_002, { stage: "unpack", file: "a.zip", done: 7_000_000 }],
    ]),
    [
      "~Downloading a.zip: 0 % of 1.0 MB",
      "~Downloading a.zip: 2 % of 1.0 MB, 200 kB/s, 5 s left",
      "~Downloading a.zip: 50 % of 1.0 MB, 50 kB/s, 10 s left",
      "cut",
      "~Unpacking a.zip",
      "~Unpacking a.zip: 7.0 MB",
    ],
  );
  const slow = printed(true, [[0, download(0)], [60_000, download(100_000)]]);
  assertEquals(slow.at(-1), "~Downloading a.zip: 10 % of 1.0 MB, 1.7 kB/s, 9 min left");
});

Deno.test("progressPrinter() prints a line for every tenth elsewhere", () => {
  const steps = Array.from({ length: 101 }, (_, i) => [i, download(i * 10_000)] as const);
  const more = Array.from(
    { length: 50 },
    (_, i) => [200 + i, { stage: "unpack", file: "a.zip", done: i }] as const,
  );
  assertEquals(
    printed(false, [...steps, ...more]),
    [
      ...Array.from({ length: 11 }, (_, i) => `Downloading a.zip: ${i * 10} % of 1.0 MB`),
      "Unpacking a.zip",
    ],
  );
});

Deno.test("describeSource() says what, where, how much and under which terms", () => {
  const source = {
    ...sourceOf("zip"),
    downloads: [downloadOf("a.zip", someBytes(2000), "http://one.example", "http://two.example")],
  };
  assertEquals(
    describeSource(source, { kind: "absent" }, "data"),
    "a-set: A set\n  not there, goes into: data/a-set\n  costs 2.0 kB to download, at most 100 kB on disk\n" +
      "  from http://one.example/a.zip or http://two.example/a.zip\n  terms: free\n  cite: somebody",
  );
  const state = (presence: Parameters<typeof describeSource>[1]) =>
    describeSource(source, presence, "data").split("\n")[1] ?? "";
  assertStringIncludes(state({ kind: "complete" }), "  there: data/a-set");
  assertStringIncludes(state({ kind: "foreign" }), "  there, from elsewhere: data/a-set");
  assertStringIncludes(state({ kind: "started", bytes: 500 }), "  25 % downloaded, goes into: data/a-set");
});
