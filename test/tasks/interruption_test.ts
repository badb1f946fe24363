import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { encode } from "fast-png";
import { inFolder } from "../train/command.ts";
import { checkpointAt, disturbed, small } from "../train/disturbed.ts";
import { type TaskName, taskWords } from "./in_shell.ts";

const ignore = Deno.build.os === "windows";

/** Sends a signal to a task after some time, or once it has printed something; it must end within ten seconds. */
async function interrupted(
  cwd: string,
  name: TaskName,
  args: readonly string[],
  signal: Deno.Signal,
  ready: string | number,
) {
  const [program = "", ...words] = taskWords(name);
  const child = new Deno.Command(program, {
    args: [...words, ...args],
    cwd,
    stdout: "piped",
    stderr: "piped",
  })
    .spawn();
  const errors = new Response(child.stderr).text();
  let stdout = "";
  const read = async () => {
    for await (const text of child.stdout.pipeThrough(new TextDecoderStream())) stdout += text;
  };
  const reading = read();
  if (typeof ready === "number") await wait(ready);
  else while (!stdout.includes(ready)) await wait(20);
  child.kill(signal);
  const late = setTimeout(() => child.kill("SIGKILL"), 10_000);
  const { code } = await child.status;
  clearTimeout(late);
  await reading;
  return { code, stdout, stderr: await errors };
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Writes a folder of two classes whose images take long to read. */
async function writeImages(folder: string): Promise<void> {
  const data = Uint8Array.from({ length: 700 * 700 * 3 }, (_, i) => (i * i) % 251);
  const png = encode({ width: 700, height: 700, channels: 3, data });
  for (const name of ["a", "b"]) {
    await Deno.mkdir(`${folder}/${name}`, { recursive: true });
    for (let n = 0; n < 200; n++) await Deno.writeFile(`${folder}/${name}/${n}.png`, png);
  }
}

Deno.test({
  name: "a run is interrupted while its device is tested, and leaves nothing",
  ignore,
  fn: () =>
    inFolder(async (cwd) => {
      const args = ["--model", "resnet18", "--backend", "wasm", "--out", "run"];
      const { code, stderr } = await interrupted(cwd, "train", args, "SIGINT", "Data: ");
      assertEquals([code, stderr], [130, "Interrupted.\n"]);
      assertEquals([...Deno.readDirSync(cwd)], []);
    }),
});

Deno.test({
  name: "a run and a gallery are interrupted while images are read, and leave nothing half-written",
  ignore,
  fn: () =>
    inFolder(async (cwd) => {
      await writeImages(`${cwd}/images`);
      const data = ["--dataset", "folder", "--data-dir", "images"];
      for (const signal of ["SIGTERM", "SIGHUP"] as const) {
        const args = [...data, "--workers", "0", "--out", "run"];
        const { code, stderr } = await interrupted(cwd, "train", args, signal, "Converting folder: ");
        assertEquals([code, stderr], [130, "Interrupted.\n"]);
        assertEquals([...Deno.readDirSync(`${cwd}/data/cache`)], []);
      }
      const { code, stderr } = await interrupted(
        cwd,
        "gallery",
        [...data, "--out", "pages/g.png"],
        "SIGINT",
        2000,
      );
      assertEquals([code, stderr], [130, "Interrupted.\n"]);
      assertEquals(Array.from(Deno.readDirSync(cwd), ({ name }) => name).sort(), ["data", "images"]);
    }),
});

Deno.test({
  name: "the end of its terminal stops a run with a checkpoint",
  ignore,
  fn: () =>
    inFolder(async (cwd) => {
      const args = [...small, "--epochs", "500", "--backend", "wasm", "--out", "run"];
      const { code, stdout, stderr } = await disturbed(cwd, args, "SIGHUP", { delay: 300 });
      assertEquals([code, stderr], [130, ""]);
      assertStringIncludes(stdout, "deno task train --resume run goes on with it.");
      const { progress } = await checkpointAt(`${cwd}/run/checkpoints/last.safetensors`);
      assert(progress.epochs < 500);
    }),
});
