import { assertEquals, assertRejects } from "@std/assert";
import { checkRunFolder, createRunFolder, exitCode, type Metrics, TrainError } from "../../src/train/mod.ts";

const metrics: Metrics = {
  epoch: 1,
  step: 31,
  trainLoss: 2,
  testLoss: 1.5,
  top1: 45,
  top5: 90,
  lr: 0.1,
  seconds: 9,
  imagesPerSecond: 800,
};

async function inTemporaryFolder(work: (path: string) => Promise<void>): Promise<void> {
  const before = Deno.cwd();
  const path = await Deno.makeTempDir();
  Deno.chdir(path);
  try {
    await work(path);
  } finally {
    Deno.chdir(before);
    await Deno.remove(path, { recursive: true });
  }
}

Deno.test("createRunFolder() writes the configuration and a line an epoch", () =>
  inTemporaryFolder(async () => {
    const folder = await createRunFolder({ out: "a/b", name: "unused", config: { lr: 0.1 } });
    await folder.append(metrics);
    await folder.append({ ...metrics, epoch: 2 });
    folder.close();
    assertEquals(folder.path, "a/b");
    assertEquals(JSON.parse(await Deno.readTextFile("a/b/config.json")), { lr: 0.1 });
    const lines = (await Deno.readTextFile("a/b/metrics.jsonl")).trimEnd().split("\n");
    assertEquals(lines.map((line) => JSON.parse(line).epoch), [1, 2]);
    assertEquals(Array.from(Deno.readDirSync("a/b"), ({ name }) => name).sort(), [
      "config.json",
      "metrics.jsonl",
    ]);
  }));

Deno.test("createRunFolder() gives every run a folder of its own", () =>
  inTemporaryFolder(async () => {
    const paths: string[] = [];
    for (let i = 0; i < 3; i++) {
      const folder = await createRunFolder({ out: null, name: "miamix", config: {} });
      folder.close();
      paths.push(folder.path);
    }
    assertEquals(paths, ["runs/miamix", "runs/miamix-2", "runs/miamix-3"]);
  }));

Deno.test("checkRunFolder() takes what is new or empty, and nothing else", () =>
  inTemporaryFolder(async (path) => {
    await Deno.mkdir("empty");
    await Deno.mkdir("full");
    await Deno.writeTextFile("full/thesis.tex", "");
    await checkRunFolder("new/one");
    await checkRunFolder("empty");
    for (const out of ["full", "full/thesis.tex", "full/thesis.tex/run"]) {
      const error = await assertRejects(() => checkRunFolder(out), TrainError);
      assertEquals(exitCode(error), 2);
    }
    assertEquals(Array.from(Deno.readDirSync(path), ({ name }) => name).sort(), ["empty", "full"]);
  }));

Deno.test("createRunFolder() leaves nothing behind when it fails", () =>
  inTemporaryFolder(async (path) => {
    const cyclic: Record<string, unknown> = {};
    cyclic.self = cyclic;
    const error = await assertRejects(
      () => createRunFolder({ out: "run", name: "unused", config: cyclic }),
      TrainError,
      "Cannot write the run folder run",
    );
    assertEquals(exitCode(error), 1);
    assertEquals([...Deno.readDirSync(path)], []);
  }));
