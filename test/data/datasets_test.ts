import { assert, assertEquals, assertMatch } from "@std/assert";
import * as E from "fp-ts/Either";
import { datasets } from "../../src/data/datasets.ts";
import { embedded } from "../../src/data/embedded/embedded.ts";

Deno.test("datasets load the embedded set without a folder", async () => {
  assertEquals(await datasets.embedded!.load({})(), E.right(embedded()));
});

Deno.test("datasets say what to do when CIFAR-10 has no folder", async () => {
  const loaded = await datasets.cifar10!.load({})();
  assert(E.isLeft(loaded));
  assertEquals(loaded.left.name, "DataError");
  assertMatch(loaded.left.message, /^Cannot read CIFAR-10: .* --data-dir$/);
});

Deno.test("datasets pass the folder on", async () => {
  const loaded = await datasets.cifar10!.load({ dataDir: "/no/such/folder" })();
  assert(E.isLeft(loaded));
  assertMatch(loaded.left.message, /\/no\/such\/folder/);
});
