import { assert, assertEquals, assertMatch } from "@std/assert";
import * as E from "fp-ts/Either";
import { datasets } from "../../src/data/datasets.ts";
import { embedded } from "../../src/data/embedded/embedded.ts";

Deno.test("datasets load the embedded set without a folder", async () => {
  assertEquals(await datasets.embedded!.load({})(), E.right(embedded()));
});

const titles = {
  cifar10: "CIFAR-10",
  cifar100: "CIFAR-100",
  mnist: "MNIST",
  "tiny-imagenet": "Tiny-ImageNet",
  folder: "a folder of images",
};

for (const [name, title] of Object.entries(titles)) {
  Deno.test(`datasets say what to do when ${name} has no folder`, async () => {
    const loaded = await datasets[name]!.load({})();
    assert(E.isLeft(loaded));
    assertEquals(loaded.left.name, "DataError");
    const start = `Cannot read ${title}: the folder of its files must be given, current value is nothing; `;
    assertEquals(loaded.left.message.slice(0, start.length), start);
    assertMatch(
      loaded.left.message,
      / into a folder and name it with --data-dir$| class and name it with --data-dir$/,
    );
  });
}

Deno.test("datasets pass the folder on", async () => {
  const fromFiles = Object.entries(datasets).filter(([name]) => name !== "embedded");
  assertEquals(fromFiles.map(([name]) => name).sort(), [...Object.keys(titles), "fashion-mnist"].sort());
  for (const [, source] of fromFiles) {
    const loaded = await source.load({ dataDir: "/no/such/folder" })();
    assert(E.isLeft(loaded));
    assertMatch(loaded.left.message, /: \/no\/such\/folder/);
  }
});
