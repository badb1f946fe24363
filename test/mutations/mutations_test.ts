import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { left, right } from "fp-ts/Either";
import { fileURLToPath } from "node:url";
import { choose } from "./choose.ts";
import { faults } from "./faults.ts";
import { allMutations } from "./mod.ts";
import { locate, mutationAt } from "./mutation.ts";
import { mutationsOf } from "./rule.ts";

/** The changed lines that the rule makes of a text. */
const linesOf = (source: string) =>
  mutationsOf("f.ts", source, []).map(({ name }) => name.slice("f.ts: ".length));

Deno.test("the rule changes signs, comparisons, rounding and logic", () => {
  assertEquals(linesOf("if (a < b && c >= 0) x += -y;"), [
    "if (a <= b && c >= 0) x += -y;",
    "if (a < b || c >= 0) x += -y;",
    "if (a < b && c > 0) x += -y;",
    "if (a < b && c >= 0) x -= -y;",
    "if (a < b && c >= 0) x += y;",
  ]);
  assertEquals(linesOf("return Math.floor(-a % b) === mul(c, d) ? 1 : 2;"), [
    "return Math.ceil(-a % b) === mul(c, d) ? 1 : 2;",
    "return Math.floor(a % b) === mul(c, d) ? 1 : 2;",
    "return Math.floor(-a * b) === mul(c, d) ? 1 : 2;",
    "return Math.floor(-a % b) !== mul(c, d) ? 1 : 2;",
    "return Math.floor(-a % b) === add(c, d) ? 1 : 2;",
  ]);
});

Deno.test("the rule changes defaults, constants, and which draw of a key is taken", () => {
  assertEquals(linesOf('const { a = 3, b = [0, 5], c = "d", e } = options;'), [
    'const { a = 6, b = [0, 5], c = "d", e } = options;',
    'const { a = 3, b = [1, 5], c = "d", e } = options;',
  ]);
  assertEquals(linesOf("export function f({ a = 0.5 }: FOptions = {}) {"), [
    "export function f({ a = 1 }: FOptions = {}) {",
  ]);
  assertEquals(linesOf("f(options.a ?? 30, uniform(fold(from, 1), 2), integer(from, n, 0));"), [
    "f(options.a ?? 60, uniform(fold(from, 1), 2), integer(from, n, 0));",
    "f(options.a ?? 30, uniform(fold(from, 0), 2), integer(from, n, 0));",
    "f(options.a ?? 30, uniform(fold(from, 1), 1), integer(from, n, 0));",
  ]);
  assertEquals(linesOf("const BAND = 8;"), ["const BAND = 16;"]);
});

Deno.test("comments, texts, types and arrows stay", () => {
  assertEquals(linesOf('/** a < b */ f("a + b", `${a - b}`); // a * b'), []);
  assertEquals(linesOf("const f = <T,>(a: Map<string, number>): a is T => g.add(a);"), []);
});

Deno.test("a fault's text must be in its file once", () => {
  const fault = { file: "f.ts", find: "a + b", replace: "a - b", tests: [] };
  const mutation = mutationAt(fault, "x\n  y = a + b;\nz", 8, 13, "a - b");
  assertEquals(locate(fault, "x\n  y = a + b;\nz"), right(mutation));
  assertEquals(mutation.name, "f.ts: y = a - b;");
  for (const [source, times] of [["a - b", 0], ["a + b, a + b", 2]] as const) {
    const told = `Cannot mutate f.ts: its text must be there once, ${times} times there is a + b`;
    assertEquals(locate(fault, source), left(told));
  }
});

Deno.test("the same text chooses the same ones, each as often", () => {
  const all = Array.from({ length: 30 }, (_, i) => i);
  assertEquals(choose(all, 10, "a1b2"), choose(all, 10, "a1b2"));
  const chosen = Array.from({ length: 600 }, (_, seed) => choose(all, 10, `${seed}`));
  for (const some of chosen) assertEquals([some.length, [...some].sort((a, b) => a - b)], [10, [...some]]);
  for (const one of all) {
    const times = chosen.filter((some) => some.includes(one)).length;
    assert(Math.abs(times - 200) < 60, `${one} was chosen ${times} times`);
  }
});

Deno.test("every mutation of the checkout changes its file, is named once, and names tests that exist", async () => {
  const { all, stale } = await allMutations();
  assertEquals(stale, []);
  assert(all.length > 300, `${all.length}`);
  assertEquals(new Set(all.map(({ name }) => name)).size, all.length);
  for (const { file, start, end, replacement } of all) {
    const source = await Deno.readTextFile(file);
    assert(source.slice(start, end) !== replacement, file);
  }
  for (const test of new Set(all.flatMap(({ tests }) => tests))) await Deno.stat(test);
  assertEquals((await allMutations()).all, all);
});

Deno.test("deno task mutate lists what it would change, and refuses what it does not know", async () => {
  const run = async (...args: readonly string[]) => {
    const command = new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "--allow-read", "tasks/mutate.ts", ...args],
    });
    const { code, stdout, stderr } = await command.output();
    return [code, new TextDecoder().decode(code === 0 ? stdout : stderr)] as const;
  };
  const [code, text] = await run("--list", "--some", "3", "--seed", "c0ffee");
  assertEquals([code, text.match(/^src\/.*: /gm)?.length], [0, 3], text);
  assertStringIncludes(text, "chosen by c0ffee");
  for (
    const [flag, why] of [["--some=none", "must be an integer >= 1"], [
      "--sum=3",
      "Unknown flag --sum",
    ]] as const
  ) {
    const [code, text] = await run(flag);
    assertEquals(code, 2, text);
    assertStringIncludes(text, why);
  }
});

Deno.test("deno task mutate says in a line each what was written for code that is not there, and changes nothing", async () => {
  const [task, config] = ["tasks/mutate.ts", "deno.json"].map((path) =>
    new URL(`../../${path}`, import.meta.url)
  );
  const cwd = await Deno.makeTempDir();
  try {
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", "--allow-read", "--config", fileURLToPath(config!), task!.href],
      cwd,
    }).output();
    const lines = new TextDecoder().decode(stderr).trim().split("\n");
    assertEquals([code, stdout.length], [1, 0]);
    assert(lines.includes(`Cannot mutate ${faults[0]!.file}: there must be such a file`));
    for (const line of lines) assert(/^Cannot (mutate|excuse) /.test(line), line);
  } finally {
    await Deno.remove(cwd);
  }
});
