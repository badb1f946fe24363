import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { demandFile, demandFolder, exitCode, TrainError, writeOutput } from "../../src/train/mod.ts";
import { inFolder, runTrain } from "../train/command.ts";
import { inShell, tiny } from "./in_shell.ts";

/** Where nothing can be written, whoever asks. */
const sealed = "/proc/miamix";

Deno.test("demandFile() and demandFolder() take what can be made, refuse the rest, and leave nothing", () =>
  inFolder(async (cwd) => {
    await Deno.mkdir(`${cwd}/folder`);
    await Deno.writeTextFile(`${cwd}/file`, "");
    for (const path of ["file", "new", "no/such/folder/new", "sp ace/ü\nnew"]) {
      await demandFile(`${cwd}/${path}`, "Cannot: --out");
    }
    for (const path of ["folder", "new", "no/such"]) await demandFolder(`${cwd}/${path}`, "Cannot: --out");
    const refused: readonly (readonly [typeof demandFile, string, number, string])[] = [
      [demandFile, `${cwd}/folder`, 2, "must name a file, current value is the folder"],
      [demandFile, `${cwd}/new/`, 2, "must name a file, current value is the folder"],
      [demandFile, `${cwd}/file/new`, 2, "lies below a file"],
      [demandFile, "/dev/null", 2, "must name a file, current value is the device /dev/null"],
      [demandFile, "", 2, "must name a file, current value is nothing"],
      [demandFile, `${sealed}/new`, 1, `Cannot write ${sealed}/new: `],
      [demandFolder, `${cwd}/file`, 2, "is or lies below a file"],
      [demandFolder, `${cwd}/file/new`, 2, "is or lies below a file"],
      [demandFolder, sealed, 1, `Cannot write ${sealed}: `],
    ];
    for (const [demand, path, code, message] of refused) {
      const error = await assertRejects(() => demand(path, "Cannot: --out"), TrainError, message, path);
      assertEquals(exitCode(error), code, path);
    }
    assertEquals(Array.from(Deno.readDirSync(cwd), ({ name }) => name).sort(), ["file", "folder"]);
    await writeOutput(`${cwd}/no/such/new`, "text");
    assertEquals(await Deno.readTextFile(`${cwd}/no/such/new`), "text");
  }));

Deno.test("the gallery makes the folder of its picture, anywhere, and refuses a folder before it draws", () =>
  inFolder((cwd) =>
    inFolder(async (elsewhere) => {
      const out = `${elsewhere}/pages of/ü/g.png`;
      const drawn = await inShell(cwd, 'exec "$@"', "gallery", "--method", "mixup", "--out", out);
      assertEquals([drawn.code, drawn.stderr], [0, ""]);
      assertEquals([...(await Deno.readFile(out)).subarray(1, 4)], [0x50, 0x4e, 0x47]);
      const none = ["--dataset", "cifar10", "--data-dir", "none"];
      for (const [path, code] of [[elsewhere, 2], [`${out}/x.png`, 2], [`${sealed}/x.png`, 1]] as const) {
        const { stderr, ...refused } = await inShell(cwd, 'exec "$@"', "gallery", ...none, "--out", path);
        assertEquals(refused.code, code, stderr);
        assertStringIncludes(stderr, path);
        assertEquals(/^\s+at /m.test(stderr), false, stderr);
      }
    })
  ));

Deno.test("train writes a run anywhere, and a dry run finds out where it cannot, before data and device", () =>
  inFolder((cwd) =>
    inFolder(async (elsewhere) => {
      const out = `${elsewhere}/scratch/run`;
      const trained = await runTrain(cwd, ...tiny, "--out", out);
      assertEquals(trained.code, 0, trained.stderr);
      assertEquals([...Deno.readDirSync(cwd)], []);
      for (const [path, code] of [[sealed, 1], [out, 2], [`${out}/config.json/run`, 2]] as const) {
        const { stdout, stderr, ...refused } = await runTrain(cwd, ...tiny, "--dry-run", "--out", path);
        assertEquals([refused.code, stdout], [code, ""], stderr);
        assertStringIncludes(stderr, path);
      }
      const evaluated = await inShell(cwd, 'exec "$@"', "eval", "--run", out, "--out", `${sealed}/page`);
      assertEquals([evaluated.code, evaluated.stdout], [1, ""], evaluated.stderr);
    })
  ));
