import { assert, assertEquals } from "@std/assert";
import {
  comparison,
  evaluationPage,
  type EvaluationResult,
  measure,
  runReport,
  writeReport,
} from "../../src/report/mod.ts";
import { inFolder } from "../train/command.ts";
import { noBrowser } from "../browser.ts";
import { type Opened, openPages } from "./look.ts";
import { makeRun, someMetrics } from "./some_run.ts";

const now = () => 0;

/** A test in a browser; what the driver of it keeps open is its own affair. */
function browserTest(name: string, work: (cwd: string) => Promise<void>): void {
  Deno.test({
    name: name + noBrowser,
    ignore: noBrowser !== "",
    sanitizeOps: false,
    sanitizeResources: false,
    fn: () => inFolder(work),
  });
}

/** A page that anyone can read anywhere: it asks for nothing, fits a phone, and is legible in light and dark. */
function assertReadable({ complaints, requests, found }: Opened): void {
  assertEquals([complaints, requests], [[], []]);
  for (const [view, { width, letters, contrast: [contrast, text], beyond }] of Object.entries(found)) {
    assertEquals(width, view === "desktop" ? 1280 : 390, view);
    assertEquals(beyond, [], view);
    assert(letters >= 9, `letters of ${letters} pixels on a ${view}`);
    assert(contrast >= 4.5, `a contrast of ${contrast} on a ${view}: ${text}`);
  }
}

browserTest(
  "the report of a run shows curves, recipe and pictures, and asks nobody for anything",
  async (cwd) => {
    await makeRun(`${cwd}/run`, [], someMetrics(9));
    await writeReport(`${cwd}/run`, { now });
    const [opened] = await openPages(`${cwd}/run/report.html`);
    assertReadable(opened!);
    for (const { curves, images } of Object.values(opened!.found)) {
      assertEquals(curves.length, 6);
      for (const [width, height] of curves) {
        assert(
          width > 200 && height > 2,
          `a curve of ${width}×${height}`,
        );
      }
      assertEquals(images.length, 2 * 6 * 4);
      for (const { width, alt } of images) {
        assert(
          width === 32 && /^(Anchor|Partner|Mask|Mixed): ./.test(alt),
          alt,
        );
      }
    }
  },
);

browserTest("a report bears an early, a long and an unusual run", async (cwd) => {
  const unusual = someMetrics(3).map((epoch) => ({
    ...epoch,
    top1: 10,
    lr: 1e-6,
    testLoss: 2.3,
    imagesPerSecond: 12345,
  }));
  for (
    const [name, args, metrics] of [
      ["none", ["--method", "mixup"], []],
      ["one", ["--method", "randommix"], someMetrics(1)],
      ["long", ["--method", "vanilla", "--views", "none"], someMetrics(400)],
      ["flat", ["--method", "cutmix", "--partners", "all"], unusual],
    ] as const
  ) {
    await makeRun(`${cwd}/${name}`, args, metrics);
    await writeReport(`${cwd}/${name}`, { now });
  }
  const pages = await openPages(
    ...["none", "one", "long", "flat"].map((name) => `${cwd}/${name}/report.html`),
  );
  for (const opened of pages) assertReadable(opened);
});

browserTest("several runs side by side are readable", async (cwd) => {
  const runs = [];
  for (const method of ["miamix", "cutmix"]) {
    for (const seed of [1, 2, 3]) {
      const path = `${cwd}/${method}-${seed}`;
      await makeRun(
        path,
        ["--method", method, "--seed", `${seed}`],
        someMetrics(6, seed + (method === "miamix" ? 0 : 20)),
      );
      runs.push(await writeReport(path, { now }));
    }
  }
  await Deno.writeTextFile(`${cwd}/comparison.html`, comparison(runs));
  const [opened] = await openPages(`${cwd}/comparison.html`);
  assertReadable(opened!);
  for (const { curves } of Object.values(opened!.found)) assertEquals(curves.length, 5 * 2);
});

browserTest("evaluations of few and of many classes are readable", async (cwd) => {
  const result = (classes: number): EvaluationResult => {
    const labels = Int32Array.from({ length: 40 * classes }, (_, i) => i % classes);
    const wave = (i: number) => 4 * Math.sin(i * i);
    const logits = Float32Array.from(
      { length: labels.length * classes },
      (_, i) => wave(i) + (labels[Math.floor(i / classes)] === i % classes ? 4 : 0),
    );
    const measures = measure({ logits, labels, classes });
    const classNames = Array.from({ length: classes }, (_, c) => `a class of some length ${c}`);
    const backend = { name: "webgpu", adapter: "an adapter" };
    return {
      weights: "best.safetensors",
      network: "small",
      dataset: "photographs",
      backend,
      notes: ["Classes of the run that are not in the data (1 of 3): <dog>"],
      classNames,
      measures,
    };
  };
  for (const classes of [1, 10, 100]) {
    await Deno.writeTextFile(`${cwd}/${classes}.html`, evaluationPage(result(classes)));
  }
  const pages = await openPages(...[1, 10, 100].map((classes) => `${cwd}/${classes}.html`));
  for (const opened of pages) assertReadable(opened);
  assertEquals(pages.map(({ found }) => found.phone.images.map(({ width }) => width)), [[], [], [100]]);
});

browserTest("what a user named cannot become a part of the page, and what asks is seen", async (cwd) => {
  const hostile = '"><img src="http://127.0.0.1:9/asked.png"><script>throw new Error("ran")</script>';
  await makeRun(`${cwd}/run`, [], someMetrics(2));
  const run = await writeReport(`${cwd}/run`, { now });
  const config = { ...run.config, "mixing.method": hostile, "data.name": hostile, [hostile]: hostile };
  await Deno.writeTextFile(
    `${cwd}/named.html`,
    runReport({ ...run, path: hostile, config, record: { config, [hostile]: [hostile] } }),
  );
  await Deno.writeTextFile(`${cwd}/asking.html`, `<!doctype html><p title="${hostile}">asks`);
  const [named, asking] = await openPages(`${cwd}/named.html`, `${cwd}/asking.html`);
  assertReadable(named!);
  const { complaints, requests } = asking!;
  assert(requests.includes("http://127.0.0.1:9/asked.png"), "a request is seen");
  assert(complaints.includes("ran"), "an error is seen");
});
