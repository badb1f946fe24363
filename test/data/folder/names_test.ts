import { assertEquals, assertStringIncludes } from "@std/assert";
import { findImages, loadFolder } from "../../../src/data/folder/folder.ts";
import { complaint, messageOf, rightOf, withFolder } from "../with_folder.ts";
import { flatPng } from "./flat_png.ts";

const png = flatPng(1, 1, [0, 0, 0]);
const NFC = "caf\u00e9", NFD = "cafe\u0301";

Deno.test("a class name is the same in either normal form, and is told in NFC", () =>
  withFolder(
    [`train/${NFD}`, "train/rose", `val/${NFC}`, "val/rose"].map((name) => [`${name}/1.png`, png]),
    async (folder) => {
      const { classNames, train, test } = await rightOf(loadFolder(folder));
      assertEquals(classNames, [NFC, "rose"]);
      assertEquals([[...train.labels], [...test.labels]], [[0, 1], [0, 1]]);
    },
  ));

Deno.test("classes are in the order of their names in NFC", () =>
  withFolder(
    ["cafe\u0301", "cafz"].flatMap((name) => [[`${name}/1.png`, png], [`${name}/2.png`, png]] as const),
    async (folder) => {
      const { classNames } = await rightOf(findImages(folder, { share: 0.5 }));
      assertEquals(classNames, ["cafz", NFC]);
    },
  ));

Deno.test("two class folders whose names differ in their encoding only are refused, and both named", async () => {
  for (const inside of ["", "train/", "val/"]) {
    const files = [NFC, NFD, "rose"].map((name) => [`${inside}${name}/1.png`, png] as const);
    const others = inside === "" ? [] : ["a", "b"].map((name) => [`train/${name}/1.png`, png] as const);
    assertStringIncludes(
      await complaint([...files, ...others], loadFolder),
      'must differ in more than how they are encoded, current value is "cafe\\u{301}" and "caf\\u{e9}"',
    );
  }
});

/** Makes files by a shell, which takes any bytes for a name. */
async function withBytes(command: string, test: (folder: string) => Promise<void>) {
  await withFolder([["a/1.png", png], ["a/2.png", png], ["b/1.png", png]], async (folder) => {
    const { success } = await new Deno.Command("bash", { args: ["-c", command], cwd: folder }).output();
    assertEquals(success, true);
    await test(folder);
  });
}

for (
  const [what, command] of [["class folder", "mkdir $'caf\\xe9'"], [
    "image",
    "cp a/1.png a/$'caf\\xe9.png'",
  ]] as const
) {
  Deno.test({
    name: `a name of a ${what} that is not UTF-8 is told so`,
    ignore: Deno.build.os !== "linux",
    fn: () =>
      withBytes(command, async (folder) => {
        const message = await messageOf(loadFolder(folder));
        assertStringIncludes(message, "must be valid UTF-8, current value is caf\ufffd");
      }),
  });
}

Deno.test({
  name: "a name that is not UTF-8 and not read does not matter, nor does one with that letter in it",
  ignore: Deno.build.os !== "linux",
  fn: () =>
    withBytes("touch a/$'caf\\xe9.txt'; cp a/1.png a/\ufffd.png", async (folder) => {
      const { train, test } = await rightOf(findImages(folder, { share: 0.5 }));
      assertEquals(train.length + test.length, 4);
    }),
});
