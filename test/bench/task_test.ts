import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { fileURLToPath } from "node:url";

const script = fileURLToPath(new URL("../../bench/main.ts", import.meta.url));

/** Runs `deno task bench`, with the permissions that the task has. */
async function bench(...args: readonly string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "--allow-read", "--allow-write", script, ...args],
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}

Deno.test("the bench prints a table and writes the same figures as JSON", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const file = `${folder}/bench.json`;
    const { code, stdout } = await bench("--only", "^(mix|draw) mixup cpu 32x", "--json", file);
    assertEquals(code, 0);
    const rows: unknown = JSON.parse(await Deno.readTextFile(file));
    assert(Array.isArray(rows));
    assertEquals(rows.map(({ medianMs: _ms, ratio: _ratio, ...rest }) => rest), [
      { suite: "mix", name: "mixup", engine: "cpu", shape: [32, 64, 64, 3], against: "Float32Array.set" },
      { suite: "draw", name: "mixup", engine: "cpu", shape: [32, 64, 64, 3], against: "draw and mix" },
    ]);
    for (const { medianMs, ratio } of rows) assert(medianMs > 0 && ratio > 0);
    const [title, ...lines] = stdout.trimEnd().split("\n").slice(-3);
    assertEquals(title!.split(/ +/), "suite name engine shape ms samples/s GFLOP/s ratio against".split(" "));
    assertEquals(lines.map((line) => line.split(/ +/)[0]), ["mix", "draw"]);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

const refused = {
  "a flag that does not exist": [["--onyl", "mix"], 2, "Unknown flag --onyl, did you mean --only?"],
  "a pattern that is none": [["--only", "("], 2, "--only must be a regular expression"],
  "a pattern that no line matches": [["--only", "mixdown"], 2, "--only must match a line"],
  "a file that cannot be written": [
    ["--json", "/proc/nowhere/bench.json"],
    1,
    "Cannot write /proc/nowhere/bench.json",
  ],
} as const;

for (const [what, [args, code, message]] of Object.entries(refused)) {
  Deno.test(`the bench refuses ${what} before it measures`, async () => {
    const result = await bench(...args);
    assertEquals(result.code, code);
    assertStringIncludes(result.stderr, message);
  });
}
