import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { reporter, type StepProgress } from "../../src/train/mod.ts";
import { presses } from "../../tasks/command/presses.ts";
import { inFolder, runTrain } from "./command.ts";
import { checkpointAt, small } from "./disturbed.ts";

Deno.test("presses() takes Ctrl-C twice at once for one, and quits at a later one", () => {
  let time = 0;
  const heard: string[] = [];
  const press = presses(() => time, { first: () => heard.push("stop"), again: () => heard.push("quit") });
  for (time of [1000, 1000, 1400]) press();
  assertEquals(heard, ["stop"]);
  for (time of [1600, 1601]) press();
  assertEquals(heard, ["stop", "quit", "quit"]);
});

const progress: StepProgress = {
  kind: "step",
  epoch: 1,
  step: 3,
  loss: 2,
  imagesPerSecond: 100,
  secondsLeft: 60,
  memory: 1,
};

/** What a reporter writes about steps that take 3 seconds each. */
function written(options: Partial<Parameters<typeof reporter>[0]>): string {
  let time = 0, text = "";
  const report = reporter({
    logFormat: "human",
    quiet: false,
    columns: undefined,
    now: () => time,
    write: (more) => text += more,
    ...options,
  });
  report.note("ready");
  for (let step = 1; step <= 9; step++) {
    time += 3000;
    report.step({ ...progress, step }, 2, 20);
  }
  report.clear();
  return text;
}

Deno.test("reporter() tells of a step every ten seconds where lines stay, of each on a terminal, and nothing if quiet", () => {
  const steps = (text: string) => [...text.matchAll(/step (\d+)\/20/g)].map(([, step]) => Number(step));
  assertEquals(steps(written({})), [4, 8]);
  assertEquals(written({}).includes("\x1b"), false);
  assertEquals(steps(written({ columns: 80 })), [1, 2, 3, 4, 5, 6, 7, 8, 9]);
  assertEquals(written({ quiet: true }), "");
  assertEquals(written({ quiet: true, logFormat: "json", columns: 80 }), "");
  const json = written({ logFormat: "json", columns: 80 }).trimEnd().split("\n").map((line) =>
    JSON.parse(line)
  );
  const { kind: _, ...told } = progress;
  assertEquals(json, [
    { event: "note", text: "ready" },
    { event: "step", ...told, step: 4 },
    { event: "step", ...told, step: 8 },
  ]);
});

Deno.test("train --max-time stops with a checkpoint and exit code 0, and tells in JSON if asked", () =>
  inFolder(async (cwd) => {
    const args = [...small, "--epochs", "500", "--backend", "wasm", "--out", "run"];
    const { code, stdout, stderr } = await runTrain(cwd, ...args, "--max-time", "4s", "--log-format", "json");
    assertEquals(code, 0, stderr);
    const events = stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
    const end = events.find(({ event }) => event === "end");
    assertMatch(end.text, /^Stopped by --max-time: convnet-s with miamix on embedded/);
    const { progress } = await checkpointAt(`${cwd}/run/checkpoints/last.safetensors`);
    assertEquals(events.filter(({ event }) => event === "epoch").length, progress.epochs);
    assert(progress.epochs < 500);
  }));

Deno.test("train --patience stops with exit code 0 and stays stopped", () =>
  inFolder(async (cwd) => {
    const args = [...small, "--epochs", "500", "--lr", "1e-9", "--backend", "wasm", "--out", "run"];
    const { code, stdout, stderr } = await runTrain(cwd, ...args, "--ema", "none", "--patience", "2");
    assertEquals(code, 0, stderr);
    assertStringIncludes(stdout, "Stopped by --patience: convnet-s");
    const again = await runTrain(cwd, "--resume", "auto", "--out", "run");
    assertEquals(again.code, 0, again.stderr);
    assertStringIncludes(again.stdout, "Nothing is left to do");
  }));

const hasScript = await new Deno.Command("script", { args: ["--version"] }).output().then(
  () => true,
  () => false,
);

Deno.test({
  name: `train has a live line on a terminal, without colours${
    hasScript ? "" : " (ignored: there is no script)"
  }`,
  ignore: !hasScript,
  fn: () =>
    inFolder(async (cwd) => {
      const task = new URL("../../tasks/train.ts", import.meta.url).pathname;
      const args = [...small, "--epochs", "1", "--backend", "wasm", "--out", "run"].join(" ");
      const line = `${Deno.execPath()} run --no-prompt --allow-read --allow-write=. ${task} ${args}`;
      const { stdout } = await new Deno.Command("script", {
        args: ["-qec", line, "/dev/null"],
        cwd,
        signal: AbortSignal.timeout(120_000),
      })
        .output();
      const text = new TextDecoder().decode(stdout).replaceAll("\x1b", "ESC").replaceAll("\r", "CR");
      assertMatch(
        text,
        /CRESC\[2KEpoch 1\/1 +step \d\/4 +loss \d\.\d{3} +\d+ images\/s +[\d.]+ s left +\d+ Mi/,
      );
      assertEquals(text.match(/ESC\[[\d;]*m/), null);
    }),
});
