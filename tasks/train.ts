import { isLeft } from "fp-ts/Either";
import { describe } from "../src/describe.ts";
import { describeNetwork } from "../src/nn/mod.ts";
import {
  checkRunFolder,
  closingLine,
  type Command,
  type Config,
  configSchema,
  configTable,
  createRunFolder,
  epochLine,
  exitCode,
  explain,
  help,
  list,
  liveLine,
  loadRecipe,
  type Metrics,
  prepare,
  readCommand,
  runName,
  runRecord,
  stepLine,
  train,
} from "../src/train/mod.ts";

const now = Date.now;

async function main(args: readonly string[]): Promise<number> {
  const command = await readCommand(args)();
  if (isLeft(command)) {
    console.error("Cannot train:");
    for (const { message } of command.left) console.error(`  ${message}`);
    console.error("deno task train --help lists the flags.");
    return 2;
  }
  try {
    return await perform(command.right);
  } catch (error) {
    console.error(explain(error));
    return exitCode(error);
  }
}

async function perform(command: Command): Promise<number> {
  const { action, config } = command;
  switch (action) {
    case "help":
      console.log(help());
      return 0;
    case "list":
      console.log(list());
      return 0;
    case "print-config":
      console.log(`${configTable(command)}\n\n${describe(await loadRecipe(config))}`);
      return 0;
    case "print-schema":
      console.log(JSON.stringify(configSchema(), null, 2));
      return 0;
    case "dry-run":
      console.log(`\n${describeNetwork((await ready(config)).network)}\n`);
      console.log("Nothing was trained (--dry-run).");
      return 0;
    case "train":
      return await trainAndRecord(config);
  }
}

async function ready(config: Config): ReturnType<typeof prepare> {
  if (config.out !== null) await checkRunFolder(config.out);
  return await prepare(config, { now, tell: console.log, confined: true });
}

async function trainAndRecord(config: Config): Promise<number> {
  const run = await ready(config);
  const folder = await createRunFolder({
    out: config.out,
    name: runName(config, now()),
    config: runRecord(run),
  });
  console.log(`Run folder: ${folder.path}`);
  const line = liveLine(write, Deno.stdout.isTerminal() ? Deno.consoleSize().columns : undefined);
  let last: Metrics | undefined;
  try {
    for await (const progress of train(run, { now, signal: interrupt() })) {
      if (progress.kind === "step") {
        line.show(stepLine(progress, config.epochs, config.epochs * run.stepsPerEpoch));
      } else {
        last = progress.metrics;
        await folder.append(last);
        line.print(epochLine(last, config.epochs));
      }
    }
  } finally {
    line.clear();
    folder.close();
  }
  console.log(closingLine(run, last, folder.path));
  return last?.epoch === config.epochs ? 0 : 130;
}

/** Ctrl-C asks the run to stop. It comes twice under `deno task`; once more after that ends the program at once. */
function interrupt(): AbortSignal {
  const controller = new AbortController();
  let asked = 0;
  Deno.addSignalListener("SIGINT", () => {
    if (controller.signal.aborted && now() - asked > 500) Deno.exit(130);
    if (!controller.signal.aborted) asked = now();
    controller.abort();
  });
  return controller.signal;
}

function write(text: string): void {
  Deno.stdout.writeSync(new TextEncoder().encode(text));
}

Deno.exit(await main(Deno.args));
