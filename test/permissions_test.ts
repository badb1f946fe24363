import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import deno from "../deno.json" with { type: "json" };
import sources from "../data/manifest.json" with { type: "json" };
import { run } from "./data/fetch/command.ts";
import { inFolder } from "./train/command.ts";

const { train, eval: evaluate, predict, report, gallery, bench, data, mutate } = deno.tasks;

Deno.test("tasks may read and write files, predict only read; only data may reach hosts, and only bench runs Python", () => {
  const allowed = ["--allow-read", "--allow-write"];
  assertEquals(predict.command.match(/--allow-\S+|-A\b/g), ["--allow-read"]);
  for (const { command } of [train, evaluate, report, gallery]) {
    assertEquals(command.match(/--allow-\S+|-A\b/g), allowed, command);
  }
  assertEquals(bench.command.match(/--allow-\S+|-A\b/g), [
    ...allowed,
    "--allow-run=python3,/usr/bin/python3",
  ]);
  assertEquals(data.command.match(/--allow-\w+/g), ["--allow-read", "--allow-write", "--allow-net"]);
  assertEquals(mutate.command.match(/--allow-\S+|-A\b/g), [
    "--allow-read",
    "--allow-write",
    "--allow-run=deno",
  ]);
});

Deno.test("the hosts that data may reach are those of the manifest", () => {
  const urls = Object.values(sources).flatMap(({ downloads }) => downloads.flatMap(({ urls }) => urls));
  const hosts = [...new Set(urls.map((url) => new URL(url).host))].sort();
  assertEquals(/--allow-net=(\S+)/.exec(data.command)?.[1]?.split(","), hosts);
});

Deno.test("data says how to reach another host, and keeps nothing", () =>
  inFolder(async (cwd) => {
    const { code, stderr } = await run(cwd, "cifar10", "--mirror", "https://mirror.example/sets");
    assertEquals(code, 2, stderr);
    assertStringIncludes(stderr, "current value is mirror.example; deno run");
    assertStringIncludes(stderr, "--allow-net=mirror.example");
    assert([...Deno.readDirSync(cwd)].length === 0);
  }));
