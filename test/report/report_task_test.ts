import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { inFolder } from "../train/command.ts";
import { type Refusal, runTask } from "./run_task.ts";
import { makeRun, someMetrics } from "./some_run.ts";

const names = (path: string) => Array.from(Deno.readDirSync(path), ({ name }) => name).sort();

Deno.test("deno task report makes the pages of runs, and one that compares them", () =>
  inFolder(async (cwd) => {
    await makeRun(`${cwd}/runs/one`, ["--seed", "1"], someMetrics(3, 1));
    await makeRun(`${cwd}/runs/my two`, ["--seed", "2"], someMetrics(3, 2));
    const one = await runTask("report", cwd, "runs/one/");
    assertEquals(one, { code: 0, stdout: "runs/one/report.html\n", stderr: "" });
    assertEquals(names(cwd), ["runs"]);
    const both = await runTask("report", cwd, "runs/one", "runs/my two", "--out", "pages/both.html");
    assertEquals([both.code, both.stderr], [0, ""]);
    assertEquals(both.stdout.trimEnd().split("\n"), [
      "runs/one/report.html",
      "runs/my two/report.html",
      "pages/both.html",
    ]);
    const page = await Deno.readTextFile(`${cwd}/pages/both.html`);
    for (const link of ["../runs/one/report.html", "../runs/my%20two/report.html"]) {
      assertStringIncludes(page, `href="${link}"`);
    }
    for (const run of ["one", "my two"]) {
      const [events, ...others] = names(`${cwd}/runs/${run}`).filter((name) =>
        !/^(config|pictures|metrics\.jsonl)/.test(name)
      );
      assertEquals(others, [events, "metrics.csv", "report.html"].slice(1));
      assert(/^events\.out\.tfevents\.\d{10}\.miamix$/.test(events!), events);
    }
  }));

const refusals: Readonly<Record<string, Refusal & { before?(cwd: string): Promise<void> }>> = {
  "no run": {
    args: [],
    code: 2,
    says: ["a run folder must be named, current value is nothing", "deno task report --help"],
  },
  "an unknown flag": { args: ["run", "--output", "x"], code: 2, says: ["Unknown flag --output"] },
  "a flag with a slip": {
    args: ["run", "--ot=x"],
    code: 2,
    says: ["Unknown flag --ot, did you mean --out?"],
  },
  "a file without a name": { args: ["run", "--out="], code: 2, says: ["--out must name a file"] },
  "a folder that is not there": {
    args: ["runs/none"],
    code: 4,
    says: ["Cannot read the run runs/none: config.json must be", "nothing"],
  },
  "a folder that is no run": { args: ["."], code: 4, says: ["Cannot read the run .: config.json"] },
  "pictures that are not as they were made": {
    args: ["run"],
    code: 4,
    says: ["Cannot read the run run: config.json and pictures must be as deno task train writes them"],
    before: (cwd) =>
      Deno.writeTextFile(`${cwd}/run/pictures/batches.json`, '{"batches":[{"sheet":"batch-1.png"}]}'),
  },
  "a page below a file": {
    args: ["run", "run", "--out", "run/config.json/x.html"],
    code: 2,
    says: ["--out must name a file in a folder, run/config.json/x.html lies below a file"],
  },
  "a page where there is a folder": {
    args: ["run", "run", "--out", "run"],
    code: 2,
    says: ["--out must name a file, current value is the folder run"],
  },
};

Deno.test("deno task report says what is wrong and ends with the exit code for it", () =>
  inFolder(async (cwd) => {
    for (const [name, { args, code, says, before }] of Object.entries(refusals)) {
      await makeRun(`${cwd}/run`, [], someMetrics(1));
      await before?.(cwd);
      const result = await runTask("report", cwd, ...args);
      for (const part of says) assertStringIncludes(result.stderr, part, name);
      assertEquals(result.code, code, name);
      assertEquals(/^\s+at /m.test(result.stderr), false, result.stderr);
      assertEquals(names(cwd), ["run"], name);
    }
    const help = await runTask("report", cwd, "--help");
    assertEquals([help.code, help.stderr], [0, ""]);
    assertStringIncludes(help.stdout, "--out FILE");
  }));
