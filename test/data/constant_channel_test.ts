import { assertEquals, assertStringIncludes } from "@std/assert";
import { datasets } from "../../src/data/datasets.ts";
import { channelStatistics } from "../../src/data/channel_statistics.ts";
import { halve } from "../../src/data/halve.ts";
import { loadFolder } from "../../src/data/folder/folder.ts";
import { inFolder, runTrain } from "../train/command.ts";
import { flatPng } from "./folder/flat_png.ts";
import { rightOf, withFolder } from "./with_folder.ts";

const sets = { green: [0, 255, 0], black: [0, 0, 0], grey: [77, 77, 77] } as const;

function filesOf(colour: readonly number[]) {
  return ["a", "b"].flatMap((name) =>
    Array.from({ length: 10 }, (_, n) => [`${name}/${n}.png`, flatPng(4, 4, colour)] as const)
  );
}

for (const [name, colour] of Object.entries(sets)) {
  Deno.test(`a set that is all ${name} has a deviation of 1, from files, a converted copy and halved`, () =>
    withFolder(filesOf(colour), async (folder) => {
      const loaded = await rightOf(loadFolder(folder, { size: 4 }));
      const opened = await rightOf(
        datasets.folder!.open({ dataDir: folder, size: 4 }, { cacheDir: `${folder}/.kept`, memory: 0 }),
      );
      for (const { mean, std } of [loaded, opened, halve(loaded)]) {
        assertEquals([mean, std], [colour.map((value) => value / 255), [1, 1, 1]]);
      }
    }));

  if (name === "grey") continue;
  Deno.test(`a network takes a set that is all ${name}`, () =>
    inFolder((cwd) =>
      withFolder(filesOf(colour), async (folder) => {
        const { code, stderr, stdout } = await runTrain(
          cwd,
          ...[
            "--dataset",
            "folder",
            "--data-dir",
            folder,
            "--size",
            "8",
            "--backend",
            "wasm",
            "--views",
            "none",
          ],
          ...["--epochs", "1", "--batch-size", "8", "--out", "run"],
        );
        assertEquals(code, 0, stderr);
        assertStringIncludes(stdout, "Trained: small");
        const [line = ""] = (await Deno.readTextFile(`${cwd}/run/metrics.jsonl`)).split("\n");
        assertEquals(Number.isFinite(JSON.parse(line).testLoss), true, line);
      })
    ));
}

Deno.test("the deviation of a channel that changes is as it was, beside one that does not", () => {
  assertEquals(channelStatistics(Uint8Array.of(0, 9, 2, 255, 9, 2), 3).std, [0.5, 1, 1]);
});
