import { isLeft } from "fp-ts/Either";
import { describe } from "../src/recipe/describe.ts";
import { describeNetwork } from "../src/nn/mod.ts";
import { keepPages } from "../src/report/mod.ts";
import {
  checkPlace,
  configSchema,
  configTable,
  help,
  list,
  loadRecipe,
  prepare,
  readCommand,
  type Reporter,
  reporter,
  type Request,
  runRequest,
} from "../src/train/mod.ts";
import { perform, type Surroundings } from "./command/perform.ts";

const now = Date.now;
let report: Reporter | undefined;

async function main(args: readonly string[], around: Surroundings): Promise<number> {
  try {
    const request = await readCommand(args);
    if (!isLeft(request)) return await carryOut(request.right, around);
    console.error("Cannot train:");
    for (const { message } of request.left) console.error(`  ${message}`);
    console.error("deno task train --help lists the flags.");
    return 2;
  } finally {
    report?.clear();
  }
}

async function carryOut(request: Request, around: Surroundings): Promise<number> {
  const { action, config } = request;
  switch (action) {
    case "help":
      console.log(help());
      return 0;
    case "list":
      console.log(list());
      return 0;
    case "print-config":
      console.log(`${configTable(request)}\n\n${describe(await loadRecipe(config))}`);
      return 0;
    case "print-schema":
      console.log(JSON.stringify(configSchema(), null, 2));
      return 0;
    case "dry-run":
      await dryRun(request, around);
      return 0;
    case "train":
      return await train(request, around);
  }
}

async function dryRun(request: Request, { signal }: Surroundings): Promise<void> {
  await checkPlace(request);
  const run = await prepare(request.config, { now, tell: console.log, confined: true, signal, dry: true });
  console.log(`\n${describeNetwork(run.network)}\n`);
  console.log("Nothing was trained (--dry-run).");
}

async function train(
  request: Request,
  { signal: interrupted, hold, goOnUnread, write }: Surroundings,
): Promise<number> {
  goOnUnread();
  const { config } = request;
  const columns = Deno.stdout.isTerminal() ? Deno.consoleSize().columns : undefined;
  report = reporter({ ...config, write, columns, now });
  const timeUp = new AbortController();
  const { maxTime } = config;
  if (maxTime !== null) setTimeout(() => timeUp.abort("max-time"), Math.min(1000 * maxTime, 2 ** 31 - 1));
  const signal = AbortSignal.any([interrupted, timeUp.signal]);
  const warn = console.error;
  const pages = keepPages({ now, warn });
  const ending = await runRequest(request, { now, signal, begin: hold, report, warn, pages, confined: true });
  return ending === "interrupted" ? 130 : 0;
}

await perform(main);
