import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { DataError } from "../../src/data/mod.ts";
import { writeReport } from "../../src/report/mod.ts";
import { exitCode } from "../../src/train/mod.ts";
import { inFolder } from "../train/command.ts";
import { makeRun, someMetrics } from "./some_run.ts";
import { readEvents } from "./tensorboard/read_events.ts";

const EVENTS = "events.out.tfevents.1769903998.miamix";
/** Later by a day each time it is asked. */
const now = () => days++ * 86_400_000 + 1_769_903_998_000;
let days = 0;
const lines = (epochs: number) => someMetrics(epochs).map((epoch) => `${JSON.stringify(epoch)}\n`).join("");

Deno.test("writeReport() makes the same files whether a run went on for one epoch after another, or not", () =>
  inFolder(async (cwd) => {
    const names = ["metrics.csv", EVENTS, "report.html"];
    await makeRun(`${cwd}/once`, [], someMetrics(4));
    await Deno.writeFile(`${cwd}/once/${EVENTS}`, new Uint8Array());
    await writeReport(`${cwd}/once`, { now });
    await makeRun(`${cwd}/again`, [], []);
    days = 0;
    for (const epochs of [0, 1, 3, 4]) {
      await Deno.writeTextFile(`${cwd}/again/metrics.jsonl`, lines(epochs));
      await writeReport(`${cwd}/again`, { now });
    }
    for (const name of names.slice(0, 2)) {
      assertEquals(
        await Deno.readFile(`${cwd}/again/${name}`),
        await Deno.readFile(`${cwd}/once/${name}`),
        name,
      );
    }
    const [one, other] = await Promise.all(
      ["once", "again"].map((run) => Deno.readTextFile(`${cwd}/${run}/report.html`)),
    );
    assertEquals(other!.replaceAll("/again", "/once"), one);
    assertEquals(Array.from(Deno.readDirSync(`${cwd}/again`), ({ name }) => name).sort(), [
      "config.json",
      EVENTS,
      "metrics.csv",
      "metrics.jsonl",
      "pictures",
      "report.html",
    ]);
  }));

Deno.test("writeReport() goes on with events that were cut anywhere, and replaces those of another past", () =>
  inFolder(async (cwd) => {
    await makeRun(`${cwd}/run`, [], someMetrics(3));
    await Deno.writeFile(`${cwd}/run/${EVENTS}`, new Uint8Array());
    await writeReport(`${cwd}/run`, { now });
    const whole = await Deno.readFile(`${cwd}/run/${EVENTS}`);
    assertEquals(readEvents(whole).map(({ step }) => step), [0, 0, 31, 62, 93]);
    for (
      const there of [
        whole.subarray(0, 1),
        whole.subarray(0, whole.length - 5),
        whole.with(30, 1),
        new Uint8Array(1e6),
      ]
    ) {
      await Deno.writeFile(`${cwd}/run/${EVENTS}`, there);
      await writeReport(`${cwd}/run`, { now });
      assertEquals(await Deno.readFile(`${cwd}/run/${EVENTS}`), whole);
    }
  }));

Deno.test("TensorBoard is shown the recipe, the configuration and the first batches", () =>
  inFolder(async (cwd) => {
    await makeRun(`${cwd}/run`, ["--lr", "0.125"], []);
    days = 0;
    await writeReport(`${cwd}/run`, { now });
    const [, { values }] = readEvents(await Deno.readFile(`${cwd}/run/${EVENTS}`)) as [
      unknown,
      { values: [] },
    ];
    const shown: ReturnType<typeof readEvents>[number]["values"] = values;
    assertEquals(shown.map(({ tag }) => tag), [
      "recipe",
      "configuration",
      "batches/step 1",
      "batches/step 2",
    ]);
    assertStringIncludes(shown[1]!.tensor!.texts[0]!, "| optimizer.lr | 0.125 |");
    assertEquals(shown[2]!.image!.png, await Deno.readFile(`${cwd}/run/pictures/batch-1.png`));
    assert(shown[2]!.image!.width > 4 * 32 && shown[2]!.image!.height > 6 * 32);
  }));

Deno.test("a line of metrics that is not whole yet is left out", () =>
  inFolder(async (cwd) => {
    await makeRun(`${cwd}/run`, [], []);
    await Deno.writeTextFile(`${cwd}/run/metrics.jsonl`, lines(2).slice(0, -9));
    assertEquals((await writeReport(`${cwd}/run`, { now })).metrics, someMetrics(2).slice(0, 1));
  }));

Deno.test("writeReport() says what is wrong with a folder, and leaves it as it is", () =>
  inFolder(async (cwd) => {
    const wrong: readonly (readonly [string, string, string])[] = [
      ["config.json", "{", "config.json must be JSON"],
      ["config.json", "[1]", "config.json must be an object, current value is [1]"],
      ["config.json", '{ "seed": 1 }', "config.json must have a config"],
      ["metrics.jsonl", '{ "epoch": 1 }\n', "line 1 of metrics.jsonl must have the numbers epoch, step,"],
      ["metrics.jsonl", `${lines(1)}nonsense\n`, "line 2 of metrics.jsonl must be JSON"],
      [
        "pictures/batches.json",
        '{ "batches": [{ "sheet": "gone.png" }] }',
        "must list sheets that are there",
      ],
    ];
    for (const [i, [name, text, message]] of wrong.entries()) {
      await makeRun(`${cwd}/${i}`, [], []);
      await Deno.writeTextFile(`${cwd}/${i}/${name}`, text);
      const error = await assertRejects(() => writeReport(`${cwd}/${i}`, { now }), DataError, message);
      assertStringIncludes(error.message, `Cannot read the run ${cwd}/${i}: `);
      assertEquals(exitCode(error), 4);
      const left = Array.from(Deno.readDirSync(`${cwd}/${i}`), ({ name }) => name).sort();
      assertEquals(left, ["config.json", "metrics.jsonl", "pictures"]);
    }
  }));
