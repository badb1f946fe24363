import { assert, assertEquals, assertMatch } from "@std/assert";
import * as E from "fp-ts/Either";
import { datasets } from "../../src/data/datasets.ts";
import { embedded } from "../../src/data/embedded/embedded.ts";

Deno.test("datasets load the embedded set without a folder", async () => {
  assertEquals(await datasets.embedded!.load({})(), E.right(embedded()));
});

const own = { folder: "a folder of images" };
const fetched = ["cifar10", "cifar100", "mnist", "tiny-imagenet"];

for (const [name, title] of Object.entries(own)) {
  Deno.test(`datasets say what to do when ${name} has no folder`, async () => {
    const loaded = await datasets[name]!.load({})();
    assert(E.isLeft(loaded));
    assertEquals(loaded.left.name, "DataError");
    const start = `Cannot read ${title}: the folder of its files must be given, current value is nothing; `;
    assertEquals(loaded.left.message.slice(0, start.length), start);
    assertMatch(loaded.left.message, /(into a folder| class) and name it with --data-dir$/);
  });
}

Deno.test("datasets that can be fetched are looked for in data, and say what gets them", async () => {
  const here = Deno.cwd(), elsewhere = await Deno.makeTempDir();
  await Deno.mkdir(`${elsewhere}/data`);
  Deno.chdir(elsewhere);
  try {
    for (const name of fetched) {
      const loaded = await datasets[name]!.load({})();
      assert(E.isLeft(loaded));
      assertMatch(
        loaded.left.message,
        /^Cannot read .+: \S+ must be in data, or in data\/\S+, .*current value is none;/,
      );
      assertEquals(loaded.left.message.endsWith(`, or let deno task data ${name} get it`), true);
    }
  } finally {
    Deno.chdir(here);
    await Deno.remove(elsewhere, { recursive: true });
  }
});

Deno.test("datasets pass the folder on", async () => {
  const fromFiles = Object.entries(datasets).filter(([name]) => name !== "embedded");
  assertEquals(
    fromFiles.map(([name]) => name).sort(),
    [...Object.keys(own), ...fetched, "fashion-mnist"].sort(),
  );
  for (const [, source] of fromFiles) {
    const loaded = await source.load({ dataDir: "/no/such/folder" })();
    assert(E.isLeft(loaded));
    assertMatch(loaded.left.message, /: \/no\/such\/folder/);
  }
});
