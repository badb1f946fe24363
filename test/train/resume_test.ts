import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { fold, key, uniform } from "../../src/random/mod.ts";
import { inFolder, runTrain } from "./command.ts";
import { disturbed, leftBy, small } from "./disturbed.ts";

const noAdapter = await navigator.gpu.requestAdapter() === null && !Deno.env.get("MIAMIX_REQUIRE_WEBGPU");

/** How often a run is killed: more often where there is time for it. */
const kills = Number(Deno.env.get("MIAMIX_KILLS") ?? 2);

Deno.test(`a run that is killed ${kills} times at random moments ends as if nothing had happened`, () =>
  inFolder(async (cwd) => {
    const args = [...small, "--backend", "wasm"];
    const whole = await runTrain(cwd, ...args, "--out", "whole");
    assertEquals(whole.code, 0, whole.stderr);
    const resume = [...args, "--out", "killed", "--resume", "auto"];
    let cut = 0;
    for (let time = 0; time < kills; time++) {
      const delay = 1000 * uniform(fold(key(7), time)) ** 2;
      const file = time % 3 === 0 ? "killed/checkpoints/last.safetensors.part" : undefined; // while it is written
      const { code } = await disturbed(cwd, resume, "SIGKILL", { delay, file });
      if (code !== 0) cut++;
      else await Deno.rename(`${cwd}/killed`, `${cwd}/done-${time}`);
    }
    const last = await runTrain(cwd, ...resume);
    assertEquals(last.code, 0, last.stderr);
    const expected = await leftBy(`${cwd}/whole`);
    for (const { name } of Deno.readDirSync(cwd)) {
      assertEquals(await leftBy(`${cwd}/${name}`), expected, name);
    }
    assert(cut >= kills / 2, `only ${cut} of ${kills} runs were cut short`);
  }));

Deno.test({
  name: `a run on webgpu that is stopped by SIGTERM ends as if nothing had happened${
    noAdapter ? " (ignored: no WebGPU adapter)" : ""
  }`,
  ignore: noAdapter,
  fn: () =>
    inFolder(async (cwd) => {
      const args = [...small, "--epochs", "1", "--backend", "webgpu"];
      assertEquals((await runTrain(cwd, ...args, "--out", "whole")).code, 0);
      const stopped = await disturbed(cwd, [...args, "--out", "run"], "SIGTERM", { delay: 500 });
      assertEquals(stopped.code, 130, stopped.stderr);
      assertMatch(stopped.stdout, /^Checkpoint after step \d+: run\/checkpoints\/last.safetensors$/m);
      const last = await runTrain(cwd, "--resume", "run");
      assertEquals(last.code, 0, last.stderr);
      assertEquals(await leftBy(`${cwd}/run`), await leftBy(`${cwd}/whole`));
    }),
});

Deno.test("a run that is stopped by Ctrl-C goes on, also from the checkpoint before a damaged one", () =>
  inFolder(async (cwd) => {
    const args = [...small, "--backend", "wasm"];
    assertEquals((await runTrain(cwd, ...args, "--out", "whole")).code, 0);
    const stopped = await disturbed(cwd, [...args, "--out", "run"], "SIGINT", { delay: 300, times: 2 });
    assertEquals(stopped.code, 130, stopped.stderr);
    assertStringIncludes(stopped.stdout, "Interrupted: convnet-s with miamix");
    assertStringIncludes(stopped.stdout, "deno task train --resume run goes on with it.");

    const expected = await leftBy(`${cwd}/whole`);
    const damage: Readonly<Record<string, (last: string, bytes: Uint8Array<ArrayBuffer>) => Promise<void>>> =
      {
        cut: (last, bytes) => Deno.writeFile(last, bytes.subarray(0, bytes.length - 1000)),
        flipped: (last, bytes) => Deno.writeFile(last, bytes.with(bytes.length - 1000, bytes.at(-1000)! ^ 1)),
        // killed before the new one had its name, and while another one was written
        nameless: async (last, bytes) => {
          await Deno.rename(last, last.replace("last", "previous"));
          await Deno.writeFile(`${last}.part`, bytes.subarray(0, 1000));
        },
      };
    for (const [name, change] of Object.entries(damage)) {
      const last = `${cwd}/${name}/checkpoints/last.safetensors`;
      await copy(`${cwd}/run`, `${cwd}/${name}`);
      await change(last, await Deno.readFile(last));
      const resumed = await runTrain(cwd, "--resume", name, "--quiet");
      assertEquals([resumed.code, resumed.stdout], [0, ""], resumed.stderr);
      const said = /^The checkpoint .*last\.safetensors is damaged \(.*\); going on from the one before\.$/m;
      assertEquals(said.test(resumed.stderr), name !== "nameless", resumed.stderr);
      assertEquals(await leftBy(`${cwd}/${name}`), expected, name);
    }
  }));

Deno.test("a run goes on as the same run, or as another one if that is asked for", () =>
  inFolder(async (cwd) => {
    const args = [...small, "--epochs", "1", "--backend", "wasm"];
    assertEquals((await runTrain(cwd, ...args, "--out", "run")).code, 0);
    const before = await leftBy(`${cwd}/run`);

    const done = await runTrain(cwd, "--resume", "auto", "--out", "run");
    assertEquals(done.code, 0, done.stderr);
    assertStringIncludes(done.stdout, "Nothing is left to do");

    const changed = await runTrain(cwd, "--resume", "run", "--epochs", "2", "--lr", "0.2", "--patience", "5");
    assertEquals(changed.code, 2, changed.stderr);
    assertStringIncludes(
      changed.stderr,
      "schedule.epochs: 1 → 2, from --epochs\n  optimizer.lr: 0.1 → 0.2, from --lr",
    );
    assertStringIncludes(changed.stderr, "--allow-changes goes on all the same");
    assertStringIncludes(changed.stdout, "Changed: stop.patience: none → 5, from --patience");

    const labels = await runTrain(cwd, "--resume", "run", "--epochs", "2", "--label-noise", "1");
    assertEquals(labels.code, 2, labels.stderr);
    assertStringIncludes(labels.stderr, "the images or labels: SHA-256");
    assertEquals(await leftBy(`${cwd}/run`), before);

    const file = "run/checkpoints/last.safetensors";
    const branch = ["--resume", file, "--epochs", "2", "--lr", "0.2", "--allow-changes", "--out", "branch"];
    const branched = await runTrain(cwd, ...branch);
    assertEquals(branched.code, 0, branched.stderr);
    assertStringIncludes(branched.stderr, "Changed: optimizer.lr: 0.1 → 0.2, from --lr");
    assertEquals(await leftBy(`${cwd}/run`), before);
    const lines = (await Deno.readTextFile(`${cwd}/branch/metrics.jsonl`)).trimEnd().split("\n");
    assertEquals(lines.map((line) => JSON.parse(line).epoch), [1, 2]);

    for (const [path, code] of [["nowhere", 2], [".", 2], ["run/metrics.jsonl", 4]] as const) {
      const result = await runTrain(cwd, "--resume", path);
      assertEquals(result.code, code, result.stderr);
      assertStringIncludes(result.stderr, path);
    }
  }));

async function copy(from: string, to: string): Promise<void> {
  await Deno.mkdir(to);
  for (const { name, isDirectory } of Deno.readDirSync(from)) {
    if (isDirectory) await copy(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
