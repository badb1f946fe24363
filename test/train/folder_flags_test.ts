import { assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";
import { flatPng } from "../data/folder/flat_png.ts";
import { textBytes, withFolder } from "../data/with_folder.ts";
import { finish, inFolder, runTrain } from "./command.ts";

/** Two classes to learn, two folders to test with, a damaged image and one of another format. */
const files = new Map([
  ...["train/a", "train/b", "val/a", "val/b", "later/a"].flatMap((place) =>
    [0, 1, 2].map((n) => [`${place}/${n}.png`, flatPng(8, 8, [80 * n, 9, 9])] as const)
  ),
  ["train/a/x.png", textBytes("hello")],
  ["train/b/x.bmp", textBytes("hello")],
]);

const SAID = [
  "Test images: those in later.",
  "Classes without test images: b.",
  "Left out: 1 image of a format that is not read (1 .bmp).",
  "Skipped 1 of 10 images that cannot be read:",
  "  train/a/x.png: x.png must be a ",
];

function runTask(task: string, cwd: string, ...args: readonly string[]) {
  const script = fileURLToPath(new URL(`../../tasks/${task}.ts`, import.meta.url));
  return finish(
    new Deno.Command(Deno.execPath(), {
      args: [
        "run",
        "--no-prompt",
        "--unstable-worker-options",
        "--allow-read",
        "--allow-write=.",
        script,
        ...args,
      ],
      cwd,
      stdout: "piped",
      stderr: "piped",
    }),
  );
}

Deno.test("train, eval and gallery understand --test-folder and --bad-images, and say what they read", () =>
  inFolder((cwd) =>
    withFolder(files, async (folder) => {
      const data = ["--data-dir", folder, "--dataset", "folder"];
      const stopped = await runTrain(cwd, ...data, "--dry-run");
      assertEquals(stopped.code, 4);
      assertStringIncludes(stopped.stderr, `(${folder}/train/a/x.png)`);
      const chosen = [...data, "--test-folder", "later", "--bad-images", "skip"];
      const small = ["--size", "8", "--backend", "wasm", "--views", "none", "--epochs", "1", "--out", "run"];
      const trained = await runTrain(cwd, ...chosen, ...small);
      assertEquals(trained.code, 0, trained.stderr);
      const evaluated = await runTask("eval", cwd, "--run", "run");
      const drawn = await runTask("gallery", cwd, ...chosen, "--method", "mixup", "--out", "drawn.png");
      for (const { code, stdout, stderr } of [trained, evaluated, drawn]) {
        assertEquals(code, 0, stderr);
        for (const line of SAID) assertStringIncludes(stdout, line);
      }
      const other = await runTask("eval", cwd, "--run", "run", "--test-folder", "val");
      assertEquals(other.code, 0, other.stderr);
      assertStringIncludes(other.stdout, "Test images: those in val.");
    })
  ));

Deno.test("--test-folder goes with folders only, and --bad-images is one of two", () =>
  inFolder(async (cwd) => {
    const embedded = await runTrain(cwd, "--test-folder", "val", "--dry-run");
    assertEquals(embedded.code, 2);
    assertStringIncludes(
      embedded.stderr,
      "--test-folder goes with --dataset folder, current value is embedded",
    );
    const wrong = await runTrain(cwd, "--bad-images", "skpi");
    assertEquals(wrong.code, 2);
    assertStringIncludes(
      wrong.stderr,
      "must be one of stop, skip, current value is skpi, did you mean skip?",
    );
  }));
