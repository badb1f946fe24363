import { assert, assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { printer } from "../../tasks/command/printer.ts";
import { inFolder } from "../train/command.ts";
import { inShell, tiny } from "./in_shell.ts";

const ignore = Deno.build.os === "windows";

Deno.test("printer() says once that nobody reads, ends a command by that, and lets one go on that asks for it", () => {
  const said: string[] = [];
  const closed = {
    writeSync(): number {
      throw new Deno.errors.BrokenPipe("Broken pipe");
    },
  };
  const stderr = {
    writeSync: (bytes: Uint8Array) => said.push(new TextDecoder().decode(bytes)) && bytes.length,
  };
  const ending = printer({ stdout: closed, stderr });
  assertThrows(() => ending.write("one"), Error, "Cannot print: Broken pipe");
  assertThrows(() => ending.write("two"), Error, "Cannot print: Broken pipe");
  assertEquals([ending.failure()?.kind, said], ["storage", []]);
  const going = printer({ stdout: closed, stderr });
  going.goOn();
  for (const text of ["one", "two"]) going.write(text);
  assertEquals(said, ["Cannot print: Broken pipe. The command goes on without.\n"]);
  assertEquals(going.failure(), undefined);
  printer({ stdout: closed, stderr: closed }).warn("to nobody");
});

Deno.test("printer() writes all of a text, however little is taken at a time", () => {
  let written = "";
  const slow = {
    writeSync(bytes: Uint8Array) {
      written += new TextDecoder().decode(bytes.subarray(0, 2));
      return Math.min(2, bytes.length);
    },
  };
  printer({ stdout: slow, stderr: slow }).write("abcde\n");
  assertEquals(written, "abcde\n");
});

for (
  const [what, line] of [
    ["goes away", '"$@" | head -1; exit ${PIPESTATUS[0]}'],
    ["is a full disk", 'exec "$@" > /dev/full'],
  ] as const
) {
  Deno.test({
    name: `train goes on to its end when what reads it ${what}, and says so once`,
    ignore,
    fn: () =>
      inFolder(async (cwd) => {
        const { code, stderr } = await inShell(cwd, line, "train", ...tiny, "--out", "run");
        assertEquals(code, 0, stderr);
        assertEquals(stderr.match(/^Cannot print: .*\. The command goes on without\.$/gm)?.length, 1, stderr);
        assert((await Deno.readTextFile(`${cwd}/run/metrics.jsonl`)).startsWith('{"epoch":1,'));
      }),
  });
}

Deno.test({
  name: "what only tells something ends with 1 when nobody can read it, without a stack trace",
  ignore,
  fn: () =>
    inFolder(async (cwd) => {
      for (const line of ['"$@" | true; exit ${PIPESTATUS[0]}', 'exec "$@" > /dev/full']) {
        const { code, stderr } = await inShell(cwd, line, "train", "--list");
        assertEquals(code, 1, line);
        assertEquals(stderr.match(/^Cannot print: .*$/gm)?.join("\n"), stderr.trimEnd());
      }
      const silent = await inShell(cwd, 'exec "$@" 2> /dev/full', "report", "nothing");
      assertEquals([silent.code, silent.stdout, silent.stderr], [4, "", ""]);
    }),
});

Deno.test({
  name: "what a script of the user prints does not stop a run either",
  ignore,
  fn: () =>
    inFolder(async (cwd) => {
      const script =
        'import { mixup } from "@miamix/miamix";\nconsole.log("hello");\nexport default mixup();\n';
      await Deno.writeTextFile(`${cwd}/mine.ts`, script);
      const args = [...tiny, "--method", "./mine.ts", "--out", "run"];
      const { code, stderr } = await inShell(cwd, 'exec "$@" > /dev/full', "train", ...args);
      assertEquals(code, 0, stderr);
      assertStringIncludes(await Deno.readTextFile(`${cwd}/run/metrics.jsonl`), '{"epoch":1,');
    }),
});
