import { assert, assertEquals, assertMatch, assertNotEquals, assertStringIncludes } from "@std/assert";
import * as E from "fp-ts/Either";
import { datasets } from "../../../src/data/datasets.ts";
import {
  gather,
  limit,
  mislabel,
  type Samples,
  type Split,
  type StoredSplit,
} from "../../../src/data/mod.ts";
import { flatPng } from "../folder/flat_png.ts";
import { onSmallDisk } from "../fetch/server.ts";
import { messageOf, rightOf, withFolder } from "../with_folder.ts";

/** Twelve images of each of two classes, in a folder `set`. */
function files(): Map<string, Uint8Array> {
  return new Map(
    ["cat", "dog"].flatMap((name, label) =>
      Array.from(
        { length: 12 },
        (_, n) => [`set/${name}/${10 + n}.png`, flatPng(5, 4, [n, label, 9])] as const,
      )
    ),
  );
}

function open(folder: string, memory = 1e9, more: { size?: number; dataDir?: string } = {}) {
  return datasets.folder!.open({ dataDir: `${folder}/set`, size: 3, ...more }, {
    cacheDir: `${folder}/kept`,
    memory,
  });
}

function load(folder: string) {
  return datasets.folder!.load({ dataDir: `${folder}/set`, size: 3 });
}

async function kept(folder: string): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(`${folder}/kept`)) names.push(name);
  return names;
}

async function pixels(samples: Samples): Promise<Uint8Array> {
  return await gather(samples, Array.from({ length: samples.count }, (_, n) => n));
}

Deno.test("a converted set is the set, in memory and in its file, and is made once", () =>
  withFolder(files(), async (folder) => {
    const plain = await rightOf(load(folder));
    assertEquals(await rightOf(open(folder)), plain);
    const [name, ...others] = await kept(folder);
    assertMatch(name!, /^folder-[0-9a-f]{12}\.rows$/);
    assertEquals(others, []);
    const { mtime } = await Deno.stat(`${folder}/kept/${name}`);
    const stored = await rightOf(open(folder, 0));
    assertEquals((await Deno.stat(`${folder}/kept/${name}`)).mtime, mtime);
    for (const part of ["train", "test"] as const) {
      const { count, labels } = stored[part];
      assert(!("images" in stored[part]));
      assertEquals([count, labels], [plain[part].count, plain[part].labels]);
      assertEquals(await pixels(stored[part]), plain[part].images);
    }
    const ids = [7, 8, 9, 3, 3, 0, 17, 18];
    assertEquals(await gather(stored.train, ids), await gather(plain.train, ids));
    assertEquals([stored.mean, stored.std, stored.classNames], [plain.mean, plain.std, plain.classNames]);
  }));

Deno.test("a set in a file is limited and mislabelled as one in memory is", () =>
  withFolder(files(), async (folder) => {
    const plain = await rightOf(load(folder)), stored = await rightOf(open(folder, 0));
    const change = <S extends Samples>(samples: S): S =>
      mislabel(limit(limit(samples, 11), 6), { probability: 0.5, classes: 2 });
    const small: Split = change(plain.train), there = change(stored.train as StoredSplit);
    assertEquals([there.count, there.labels], [6, small.labels]);
    assertEquals(await pixels(there), small.images);
  }));

Deno.test("a set is converted again when a file of it changes, comes or goes, and not when it is called otherwise", () =>
  withFolder(files(), async (folder) => {
    const first = await rightOf(open(folder));
    await Deno.symlink(`${folder}/set`, `${folder}/link`);
    assertEquals(await rightOf(open(folder, 1e9, { dataDir: `${folder}/link/` })), first);
    assertEquals((await kept(folder)).length, 1);
    await Deno.writeFile(`${folder}/set/cat/10.png`, flatPng(9, 9, [255, 255, 255]));
    const changed = await rightOf(open(folder));
    assertNotEquals(changed, first);
    assertEquals(changed, await rightOf(load(folder)));
    await Deno.remove(`${folder}/set/cat/10.png`);
    assertEquals(await rightOf(open(folder)), await rightOf(load(folder)));
    assertEquals((await kept(folder)).length, 1);
    await rightOf(open(folder, 0, { size: 4 }));
    assertEquals((await kept(folder)).length, 2);
  }));

Deno.test("a damaged index is made again, a damaged row is named with its place", () =>
  withFolder(files(), async (folder) => {
    const plain = await rightOf(open(folder));
    const path = `${folder}/kept/${(await kept(folder))[0]}`, bytes = await Deno.readFile(path);
    const rows = 8 + 24 * 27;
    for (const at of [0, 7, rows, rows + 100, bytes.length - 47, bytes.length - 20, bytes.length - 1]) {
      await Deno.writeFile(path, bytes.with(at, bytes[at]! ^ 1));
      assertEquals(await rightOf(open(folder)), plain, `byte ${at}`);
    }
    for (const length of [0, 10, 8 + 27 * 3, bytes.length - 1]) {
      await Deno.writeFile(path, bytes.subarray(0, length));
      assertEquals(await rightOf(open(folder)), plain, `${length} bytes`);
    }
    const at = 8 + 5 * 27 + 13;
    await Deno.writeFile(path, bytes.with(at, bytes[at]! ^ 1));
    const problem = `Cannot read converted data: ${path} must have train image 5 with its checksum at byte ${
      8 + 5 * 27
    }, current value is another one; remove it, and it is made again`;
    assertEquals(await messageOf(open(folder)), problem);
    const stored = await rightOf(open(folder, 0));
    await gather(stored.train, [4, 6]);
    const message = await gather(stored.train, [4, 5]).catch((error) => error.message);
    assertEquals(message, problem);
    const strange = await gather(stored.train, [19]).catch((error) => error.message);
    assertEquals(strange, "Cannot gather() samples: an id must be in 0…18, current value is 19");
  }));

Deno.test("a conversion that fails or was cut off leaves nothing, and the next one starts over", () =>
  withFolder(files(), async (folder) => {
    const broken = `${folder}/set/dog/12.png`, whole = await Deno.readFile(broken);
    await Deno.writeFile(broken, whole.subarray(0, 50));
    assertStringIncludes(
      await messageOf(open(folder)),
      "12.png must be a whole image, current value is damaged",
    );
    assertEquals(await kept(folder), []);
    await Deno.writeFile(broken, whole);
    await rightOf(open(folder));
    const [name] = await kept(folder);
    await Deno.rename(`${folder}/kept/${name}`, `${folder}/kept/${name}.part`);
    assertEquals(await rightOf(open(folder)), await rightOf(load(folder)));
    assertEquals(await kept(folder), [name!]);
    await Deno.remove(`${folder}/set/cat/11.png`);
    await Deno.symlink(`${folder}/nothing`, `${folder}/set/cat/11.png`);
    assertStringIncludes(
      await messageOf(open(folder)),
      `Cannot read a folder of images: ${folder}/set/cat/11.png must be a file that can be read, current value is nothing`,
    );
  }));

Deno.test("conversions of the same set at the same time make one file", () =>
  withFolder(files(), async (folder) => {
    const all = await Promise.all(Array.from({ length: 4 }, () => open(folder)()));
    const plain = await rightOf(load(folder));
    assertEquals(all, all.map(() => E.right(plain)));
    assertEquals((await kept(folder)).length, 1);
  }));

Deno.test("a disk that is full while converting is named, and nothing is left on it", async (t) => {
  const mounted = await onSmallDisk((disk) =>
    withFolder(files(), async (folder) => {
      const task = datasets.folder!.open({ dataDir: `${folder}/set`, size: 64 }, {
        cacheDir: disk,
        memory: 0,
      });
      assertStringIncludes(
        await messageOf(task),
        `Cannot convert folder: ${disk} must have room for it, current value is a full disk; free some and run the ` +
          "command again, or name another folder for converted data sets with --cache-dir, or none",
      );
      assertEquals([...Deno.readDirSync(disk)], []);
    })
  );
  await t.step({ name: "on a file system of 64 KiB", ignore: !mounted, fn: () => {} });
});

Deno.test("a folder that cannot be written is named", () =>
  withFolder(files(), async (folder) => {
    await Deno.writeTextFile(`${folder}/kept`, "a file");
    assertStringIncludes(
      await messageOf(open(folder)),
      `Cannot convert folder: ${folder}/kept must be a folder that can be written, current value is `,
    );
  }));
