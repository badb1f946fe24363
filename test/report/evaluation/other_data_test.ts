import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import * as E from "fp-ts/Either";
import { findImages } from "../../../src/data/folder/folder.ts";
import { encodeSafetensors } from "../../../src/nn/mod.ts";
import type { EvaluationResult } from "../../../src/report/mod.ts";
import {
  decodeCheckpoint,
  encodeCheckpoint,
  readImageRecord,
  type StoredCheckpoint,
} from "../../../src/train/mod.ts";
import { inFolder, type Result, runTrain } from "../../train/command.ts";
import { runTask } from "../run_task.ts";
import { greyPng, greyRun, makeGreys, twoGreys } from "./grey_folders.ts";

/** Trains a run in the folder `run`. */
async function trained(cwd: string, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await runTrain(cwd, ...greyRun, "--out", "run", ...args);
  assertEquals([code, stderr], [0, ""]);
}

/** Evaluates the run, with pages in a folder of their own, and gives what was found. */
async function measured(cwd: string, ...args: readonly string[]): Promise<EvaluationResult> {
  succeeded(await runTask("eval", cwd, ...args, "--out", "pages"));
  const result: EvaluationResult = JSON.parse(await Deno.readTextFile(`${cwd}/pages/evaluation.json`));
  return { ...result, notes: comparing(result.notes) };
}

/** The notes that say how the data differ from those of the run, without where the test images are. */
function comparing(notes: readonly string[]): readonly string[] {
  return notes.filter((note) => !note.startsWith("Test images: "));
}

function succeeded({ code, stdout, stderr }: Result): string {
  assertEquals([code, stderr], [0, ""]);
  return stdout;
}

function refused({ code, stderr }: Result, says: readonly string[]): void {
  for (const part of says) assertStringIncludes(stderr, part);
  assertEquals([code, /^\s+at /m.test(stderr)], [4, false], stderr);
}

Deno.test("a run is measured as it has learned, whatever the data that it is shown", (t) =>
  inFolder(async (cwd) => {
    await makeGreys(`${cwd}/greys`, twoGreys);
    await trained(cwd, "--data-dir", "greys");
    assert(!succeeded(await runTask("eval", cwd, "--run", "run")).includes("data are not"));
    const written = await Deno.readTextFile(`${cwd}/run/evaluation.json`);
    const { measures, notes }: EvaluationResult = JSON.parse(written);
    assertEquals([measures.top1, comparing(notes)], [100, []]);
    const val = twoGreys.slice(2);

    await t.step("darker training images change nothing", async () => {
      await makeGreys(`${cwd}/dark`, [["train/dim", 10, 16], ["train/light", 60, 16], ...val]);
      const other = await measured(cwd, "--run", "run", "--data-dir", "dark");
      assertEquals(other.measures, measures);
      assertEquals(other.notes.length, 1);
      assertStringIncludes(other.notes[0]!, "The data are not those of the run: SHA-256 ");
    });

    await t.step("a checkpoint that was copied elsewhere knows as much", async () => {
      await Deno.copyFile(`${cwd}/run/checkpoints/best.safetensors`, `${cwd}/best.safetensors`);
      await Deno.copyFile(`${cwd}/run/checkpoints/last.safetensors`, `${cwd}/last.safetensors`);
      const other = await measured(cwd, "--weights", "last.safetensors", "--data-dir", "dark");
      assertEquals(other.measures, measures);
    });

    await t.step("a checkpoint of version 0.1.0 alone does not, and that is said", async () => {
      const { identity, ...checkpoint } = await checkpointIn(`${cwd}/last.safetensors`);
      const { images: _, ...old } = identity;
      await Deno.writeFile(`${cwd}/old.safetensors`, encodeCheckpoint(checkpoint, old, 16));
      const { notes: [, said], measures: { top1 } } = await measured(
        cwd,
        ...["--weights", "old.safetensors", "--data-dir", "dark"],
      );
      assertEquals(said?.startsWith("The checkpoint does not say what its run has learned"), true);
      assert(top1 < 60);
    });

    await t.step("its evaluation stays the one of its own data", async () => {
      const shown = succeeded(await runTask("eval", cwd, "--run", "run", "--data-dir", "dark"));
      assertStringIncludes(shown, "Not written into run, whose data are others: --out says where to.");
      assertEquals(await Deno.readTextFile(`${cwd}/run/evaluation.json`), written);
    });

    await t.step("classes are matched by name, one of two is enough", async () => {
      await makeGreys(`${cwd}/one`, [["train/light", 30, 5], ["val/light", 150, 6]]);
      const { measures: { top1, perClass, confusion }, classNames, notes } = await measured(
        cwd,
        ...["--run", "run", "--data-dir", "one"],
      );
      assertEquals([top1, perClass, confusion], [100, [null, 100], [[0, 0], [0, 6]]]);
      assertEquals(classNames, ["dim", "light"]);
      assertStringIncludes(notes[0]!, "Classes of the run that are not in the data (1 of 2): dim");
      await makeGreys(`${cwd}/flat`, [["light", 150, 10]]);
      assertEquals((await measured(cwd, "--run", "run", "--data-dir", "flat")).measures.perClass, [
        null,
        100,
      ]);
    });

    await t.step("a class that it does not know is refused by its name", async () => {
      await makeGreys(`${cwd}/renamed`, [
        ["train/light", 150, 3],
        ["train/murky", 90, 3],
        ["val/light", 150, 3],
        ["val/murky", 90, 3],
      ]);
      const told = [
        "the classes of the images must be among those of the run",
        "unknown to it: murky",
        "dim, light",
      ];
      refused(await runTask("eval", cwd, "--run", "run", "--data-dir", "renamed"), told);
    });

    await t.step("images of another shape are refused", async () => {
      const grey = await runTask("eval", cwd, "--run", "run", "--dataset", "embedded");
      refused(grey, ["images must be 16×16×3 as those of the run, current value is 32×32×3"]);
      const size = await runTask("eval", cwd, "--run", "run", "--size", "24");
      assertEquals(size.code, 2);
      assertStringIncludes(
        size.stderr,
        "Cannot evaluate: --size must be 16 as in the run, current value is 24",
      );
    });

    await t.step("weights of another program take mean and deviation from flags", async () => {
      const record = JSON.parse(await Deno.readTextFile(`${cwd}/run/config.json`)).data;
      await Deno.writeFile(
        `${cwd}/plain.safetensors`,
        encodeSafetensors((await checkpointIn(`${cwd}/last.safetensors`)).weights),
      );
      const elsewhere = [...["--weights", "plain.safetensors", "--model", "convnet-s", "--backend", "wasm"]];
      const dark = [
        ...elsewhere,
        "--dataset",
        "folder",
        "--data-dir",
        "dark",
        "--size",
        "16",
        "--cache-dir",
        "none",
      ];
      const flags = ["--mean", record.mean.join(","), "--std", record.std.join(", ")];
      const given = await measured(cwd, ...dark, ...flags);
      assertEquals([given.measures, given.notes], [measures, []]);
      const { measures: without } = await measured(cwd, ...dark);
      assert(without.top1 < 60, "the deviation of darker images is another one");

      await Deno.writeFile(`${cwd}/a.png`, greyPng(90, 50));
      const told = succeeded(await runTask("predict", cwd, ...dark, ...flags, "--json", "a.png"));
      const own = succeeded(await runTask("predict", cwd, "--run", "run", "--json", "a.png"));
      assertEquals(JSON.parse(told), JSON.parse(own));
      assertEquals(JSON.parse(told).classes[0].name, "dim");
      const wrong = await runTask("eval", cwd, ...dark, "--mean", "0.5");
      assertEquals(wrong.code, 2, wrong.stderr);
      assertStringIncludes(
        wrong.stderr,
        "--mean must have a number for each of 3 channels, current value is [0.5]",
      );
    });
  }));

async function checkpointIn(path: string): Promise<StoredCheckpoint> {
  const checkpoint = decodeCheckpoint(await Deno.readFile(path));
  assert(E.isRight(checkpoint));
  return checkpoint.right;
}

Deno.test("images that were dealt out anew are refused with how many of them the run was trained on", (t) =>
  inFolder(async (cwd) => {
    await makeGreys(`${cwd}/flat`, [["dim", 90, 30], ["light", 150, 30]]);
    const parts = async () => {
      const found = await findImages(`${cwd}/flat`, {})();
      assert(E.isRight(found));
      return {
        train: found.right.train.map(({ path }) => path),
        test: found.right.test.map(({ path }) => path),
      };
    };
    const before = await parts();
    await Deno.copyFile(before.train[0]!, before.test[0]!); // the same image twice, which is learned and measured with
    await trained(cwd, "--data-dir", "flat", "--epochs", "2");
    const evaluated = succeeded(await runTask("eval", cwd, "--run", "run"));
    assert(!evaluated.includes("data are not"), evaluated);
    assertStringIncludes(evaluated, "Data: folder, 12 test images, dealt out of all\n");

    await t.step("an image twice is no reason", async () => {
      const { notes, measures } = await measured(cwd, "--run", "run", "--limit-test", "11");
      assertEquals([notes.length, measures.samples], [1, 11]);
    });

    await t.step("one file more is", async () => {
      await Deno.writeFile(`${cwd}/flat/dim/0000.png`, greyPng(90, 99));
      const { test } = await parts();
      const seen = test.filter((path) => before.train.includes(path)).length;
      assert(seen > 0 && seen < test.length);
      const told = `images to test with must not have been trained on, ${seen} of ${test.length} were`;
      refused(await runTask("eval", cwd, "--run", "run"), [told]);
      refused(await runTask("eval", cwd, "--run", "run", "--out", "pages"), [told]);
    });

    await t.step("a run of before there was a record cannot tell, and that is said", async () => {
      await Deno.remove(`${cwd}/run/images.safetensors`);
      const { notes } = await measured(cwd, "--run", "run");
      assertStringIncludes(notes[1]!, "the run has no record of its own: it may have been trained on some");
    });

    await t.step("in folders of their own they are shown, and how many were trained on is said", async () => {
      await makeGreys(`${cwd}/greys`, twoGreys);
      await trained(cwd, "--data-dir", "greys", "--epochs", "1", "--out", "fixed");
      await Deno.rename(`${cwd}/greys/train/dim/000.png`, `${cwd}/greys/val/dim/999.png`);
      const { notes } = await measured(cwd, "--run", "fixed");
      assertEquals(notes[1], "The run was trained on 1 of the 13 test images");
      const page = await Deno.readTextFile(`${cwd}/pages/evaluation.html`);
      for (const note of notes) assertStringIncludes(page, note);
    });

    await t.step("a run that went on with other images was trained on those before as well", async () => {
      const seen = async () => (await readImageRecord(`${cwd}/fixed`))!.train;
      const first = await seen();
      const change = ["--data-dir", "flat", "--epochs", "2", "--allow-changes", "--quiet"];
      assertEquals((await runTrain(cwd, "--resume", "fixed", ...change)).code, 0);
      const all = new Set(await seen());
      assertEquals([first.length, all.isSupersetOf(new Set(first)), all.size > first.length + 20], [
        32,
        true,
        true,
      ]);
    });
  }));

for (
  const [held, others] of [
    [["--fold", "1/4"], ["--fold", "2/4"]],
    [["--validation", "0.25"], ["--seed", "3"]],
    [[], ["--validation", "0.25"]],
  ] as const
) {
  Deno.test(`a run with ${held.join(" ") || "no held-out images"} is not measured with ${others.join(" ")}`, () =>
    inFolder(async (cwd) => {
      await makeGreys(`${cwd}/greys`, twoGreys);
      await trained(cwd, "--data-dir", "greys", "--epochs", "1", ...held);
      assertEquals((await measured(cwd, "--run", "run")).notes, []);
      const { code, stderr } = await runTask("eval", cwd, "--run", "run", ...others);
      assertEquals(code, 4, stderr);
      const [, seen, of] = /must not have been trained on, (\d+) of (\d+) were/.exec(stderr) ?? [];
      assertEquals(of, "8", stderr);
      assert(others[0] === "--seed" ? Number(seen) > 2 && Number(seen) <= 8 : seen === "8", stderr);
    }));
}
