import { isLeft } from "fp-ts/Either";
import { describe } from "../src/recipe/describe.ts";
import { describeNetwork } from "../src/nn/mod.ts";
import { keepPages } from "../src/report/mod.ts";
import {
  checkRunFolder,
  configSchema,
  configTable,
  exitCode,
  explain,
  help,
  list,
  loadRecipe,
  prepare,
  readCommand,
  type Reporter,
  reporter,
  type Request,
  runRequest,
  stopper,
} from "../src/train/mod.ts";

const now = Date.now;
let report: Reporter | undefined;

async function main(args: readonly string[]): Promise<number> {
  try {
    const request = await readCommand(args);
    if (!isLeft(request)) return await perform(request.right);
    console.error("Cannot train:");
    for (const { message } of request.left) console.error(`  ${message}`);
    console.error("deno task train --help lists the flags.");
    return 2;
  } catch (error) {
    report?.clear();
    console.error(explain(error));
    return exitCode(error);
  }
}

async function perform(request: Request): Promise<number> {
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
      if (config.out !== null && request.resumption === undefined) await checkRunFolder(config.out);
      console.log(
        `\n${describeNetwork((await prepare(config, { now, tell: console.log, confined: true })).network)}\n`,
      );
      console.log("Nothing was trained (--dry-run).");
      return 0;
    case "train":
      return await train(request);
  }
}

async function train(request: Request): Promise<number> {
  const columns = Deno.stdout.isTerminal() ? Deno.consoleSize().columns : undefined;
  report = reporter({ ...request.config, write, columns, now });
  const { signal, stop } = stopper(now, () => Deno.exit(130));
  Deno.addSignalListener("SIGINT", () => stop("interrupted"));
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", () => stop("interrupted"));
  const { maxTime } = request.config;
  if (maxTime !== null) setTimeout(() => stop("max-time"), Math.min(1000 * maxTime, 2 ** 31 - 1));
  const warn = console.error;
  const pages = keepPages({ now, warn });
  const ending = await runRequest(request, { now, signal, report, warn, pages, confined: true });
  return ending === "interrupted" ? 130 : 0;
}

function write(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}

Deno.exit(await main(Deno.args));
