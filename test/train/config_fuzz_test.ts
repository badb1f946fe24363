import { assert, assertEquals } from "@std/assert";
import Ajv2020 from "ajv";
import * as fc from "fast-check";
import { isLeft } from "fp-ts/Either";
import {
  actions,
  commandFlags,
  type Config,
  configSchema,
  decodeArguments,
  flags,
} from "../../src/train/mod.ts";
import { flagName } from "../../src/train/flag_name.ts";

const fields = Object.keys(flags) as (keyof Config)[];
const valid = new Ajv2020.default({ strict: false }).compile(configSchema());

/** A value that may be in a file: any JSON, or one that is nearly right. */
const value = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.integer({ min: -2, max: 3 }),
  fc.double(),
  fc.constantFrom("", "none", "miamx", "cifar", "./mine.ts", "30m", "webgl", null, true, [], {}, 0.5, 1e308),
);
const anyField = fc.constantFrom(...fields);
const path = fc.oneof(
  anyField.map((field) => flags[field].path),
  fc.constantFrom("optimizer", "data", "__proto__", "constructor", "toString.x", "optimizer.rl", "lr"),
  fc.string(),
);
const file = fc.array(fc.tuple(path, value), { maxLength: 4 }).map((entries) => {
  const json: Record<string, unknown> = Object.create(null);
  for (const [path, value] of entries) {
    const [name = "", key] = path.split(".");
    const inside = json[name];
    const section = typeof inside === "object" && inside !== null ? inside : {};
    json[name] = key === undefined ? value : { ...section, [key]: value };
  }
  return json;
});
const argument = fc.oneof(
  fc.tuple(anyField, fc.oneof(fc.string(), value.map(String))).map(([field, text]) =>
    `--${flagName(field)}=${text}`
  ),
  fc.constantFrom(
    "--lr",
    "--seed",
    "-1",
    "--",
    "-",
    "=",
    "--help",
    "--no-views",
    "--lr=",
    "--__proto__=1",
    "-x",
  ),
  fc.string(),
  fc.string().map((text) => `--${text}`),
);

function content(json: unknown): string {
  return JSON.stringify(json) ?? "";
}

Deno.test("ten thousand configurations: a wrong one gives messages with a path and no stack trace", () => {
  let wrong = 0;
  fc.assert(
    fc.property(
      fc.array(argument, { maxLength: 3 }),
      fc.oneof(file.map(content), fc.string()),
      (args, content) => {
        const decoded = decodeArguments(args, { file: { path: "mine.json", content } });
        if (!isLeft(decoded)) return;
        wrong++;
        for (const { path, source, message } of decoded.left) {
          assert(path.length > 0 && source.length > 0, message);
          assert(message.startsWith(`${path}: `), message);
          assert(message.length < 600 + path.length && !/^\s+at .*:\d+:\d+/m.test(message), message);
        }
      },
    ),
    { numRuns: 13_000, seed: 1 },
  );
  assert(wrong >= 10_000, `only ${wrong} were wrong`);
});

Deno.test("the schema takes what the decoder takes, and nothing else", () => {
  fc.assert(
    fc.property(file, (json) => {
      const decoded = decodeArguments(["--warmup-epochs", "0"], {
        file: { path: "mine.json", content: content(json) },
      });
      assertEquals(valid(JSON.parse(content(json))), !isLeft(decoded), content(json));
    }),
    { numRuns: 3000, seed: 2 },
  );
});

Deno.test("no flag has two meanings", () => {
  const names = [...fields.map(flagName), ...Object.keys(commandFlags), ...Object.keys(actions)];
  assertEquals(new Set(names).size, names.length);
  assertEquals(new Set(fields.map((field) => flags[field].path)).size, fields.length);
});
