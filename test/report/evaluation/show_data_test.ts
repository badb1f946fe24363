import { assert, assertEquals, assertRejects } from "@std/assert";
import * as E from "fp-ts/Either";
import { DataError } from "../../../src/data/mod.ts";
import { showData } from "../../../src/report/mod.ts";
import { dataDigest, decodeArguments } from "../../../src/train/mod.ts";
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

Deno.test("a run that went on with images dealt out anew is not measured with those that it was trained on before", () =>
  inFolder(async (cwd) => {
    await makeGreys(`${cwd}/greys`, [["dim", 90, 5], ["light", 150, 5]]);
    const args = ["--dataset", "folder", "--data-dir", `${cwd}/greys`, "--cache-dir", "none"];
    const command = decodeArguments(args);
    assert(E.isRight(command));
    const config = { ...command.right.config, workers: 0 };
    const model = { file: "", weights: new Map(), config: undefined };
    const { dataset, data } = await showData({ ...model, learned: undefined }, config);
    const { sha256, train, test } = await dataDigest(dataset);
    const own = (images: BigUint64Array<ArrayBuffer>) => ({
      ...model,
      learned: { data, sha256, images: { train: images } },
    });
    assertEquals((await showData(own(train), config)).own, true);
    await assertRejects(
      () => showData(own(BigUint64Array.from([...train, test[0]!])), config),
      DataError,
      `must not have been trained on, 1 of ${test.length} were`,
    );
  }));
