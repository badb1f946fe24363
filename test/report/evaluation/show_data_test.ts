import { assert, assertEquals } from "@std/assert";
import * as E from "fp-ts/Either";
import { showData } from "../../../src/report/mod.ts";
import { decodeArguments } from "../../../src/train/mod.ts";
import { inFolder } from "../../train/command.ts";
import { makeGreys } from "./grey_folders.ts";

Deno.test("images are shown by the size, mean, deviation and classes of the run, where nothing says another size", () =>
  inFolder(async (cwd) => {
    await makeGreys(`${cwd}/greys`, [["dim", 90, 3], ["light", 150, 3]]);
    const command = decodeArguments([
      "--dataset",
      "folder",
      "--data-dir",
      `${cwd}/greys`,
      "--cache-dir",
      "none",
    ]);
    assert(E.isRight(command));
    const mean = [0.5, 0.5, 0.5], std = [0.2, 0.2, 0.2], classNames = ["light", "dim"];
    const data = { size: [8, 8], channels: 3, classNames, mean, std } as const;
    const learned = { data, sha256: "none", images: undefined };
    const model = { file: "", weights: new Map(), config: undefined, learned };
    const shown = await showData(model, { ...command.right.config, workers: 0 });
    assertEquals([shown.dataset.height, shown.dataset.width, shown.data], [8, 8, data]);
    assertEquals([...shown.dataset.train.labels, ...shown.dataset.test.labels].sort(), [0, 0, 0, 1, 1, 1]);
    assertEquals(shown.dataset.train.labels[0], 1, "the first of the folder is the second of the run");
  }));
