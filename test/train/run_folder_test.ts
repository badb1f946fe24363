import { assertEquals, assertRejects } from "@std/assert";
import {
  checkRunFolder,
  createRunFolder,
  exitCode,
  type Metrics,
  openRunFolder,
  readImageRecord,
  TrainError,
} from "../../src/train/mod.ts";

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

const images = { train: BigUint64Array.of(3n, 2n ** 64n - 1n) };

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

function names(path: string): string[] {
  return Array.from(Deno.readDirSync(path), ({ name }) => name).sort();
}

async function epochsOf(path: string): Promise<number[]> {
  const lines = (await Deno.readTextFile(`${path}/metrics.jsonl`)).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line).epoch);
}

Deno.test("createRunFolder() writes the configuration and a line an epoch", () =>
  inTemporaryFolder(async () => {
    const folder = await createRunFolder({ out: "a/b", name: "unused" });
    await folder.record({ lr: 0.1 }, images);
    await folder.append(metrics);
    await folder.append({ ...metrics, epoch: 2 });
    await folder.close();
    assertEquals([folder.path, folder.last()?.epoch], ["a/b", 2]);
    assertEquals(JSON.parse(await Deno.readTextFile("a/b/config.json")), { lr: 0.1 });
    assertEquals(await epochsOf("a/b"), [1, 2]);
    assertEquals(names("a/b"), ["checkpoints", "config.json", "images.safetensors", "metrics.jsonl"]);
    assertEquals(await readImageRecord("a/b"), images);
  }));

Deno.test("openRunFolder() takes away what is not done, and refuses a folder in which an epoch is missing", () =>
  inTemporaryFolder(async () => {
    const folder = await createRunFolder({ out: "run", name: "unused" });
    await folder.record({}, images);
    for (const epoch of [1, 2, 3]) await folder.append({ ...metrics, epoch });
    await folder.close();
    await Deno.writeTextFile("run/metrics.jsonl", '{"epoch":4,"st', { append: true });
    const again = await openRunFolder("run", 2);
    assertEquals([again.last()?.epoch, await epochsOf("run")], [2, [1, 2]]);
    await again.append({ ...metrics, epoch: 3 });
    await again.close();
    assertEquals(await epochsOf("run"), [1, 2, 3]);
    const error = await assertRejects(() => openRunFolder("run", 5), TrainError, "epoch 4 is missing");
    assertEquals(exitCode(error), 4);
  }));

Deno.test({
  name: "no two programs write a run folder at a time",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inTemporaryFolder(async () => {
      const folder = await createRunFolder({ out: "run", name: "unused" });
      await folder.record({}, images);
      await folder.append(metrics);
      for (
        const open of [() => openRunFolder("run", 0), () => createRunFolder({ out: "run", name: "unused" })]
      ) {
        const error = await assertRejects(open, TrainError, "one program at a time may write run");
        assertEquals(exitCode(error), 2);
      }
      assertEquals(await epochsOf("run"), [1]);
      await folder.close();
      await (await openRunFolder("run", 1)).close();
    }),
});

Deno.test("a folder whose run never began is taken away, and may be begun again", () =>
  inTemporaryFolder(async (path) => {
    const folder = await createRunFolder({ out: "run", name: "unused" });
    await checkRunFolder("run");
    await folder.close();
    assertEquals(names(path), []);
  }));

Deno.test("createRunFolder() gives every run a folder of its own", () =>
  inTemporaryFolder(async () => {
    const paths: string[] = [];
    for (let i = 0; i < 3; i++) {
      const folder = await createRunFolder({ out: null, name: "miamix" });
      await folder.record({}, images);
      await folder.close();
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
    await Deno.writeTextFile("file", "");
    const error = await assertRejects(
      () => createRunFolder({ out: "file/run", name: "unused" }),
      TrainError,
      "Cannot write the run folder file/run",
    );
    assertEquals(exitCode(error), 1);
    assertEquals(names(path), ["file"]);
  }));
