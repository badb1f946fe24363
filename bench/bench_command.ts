/** Measures mixing and training: `deno task bench [--only PATTERN] [--json FILE]`. */
import { parseArgs } from "@std/cli/parse-args";
import { demandFile, TrainError, writeOutput } from "../src/train/mod.ts";
import { nearest } from "../src/train/nearest.ts";
import { perform } from "../tasks/command/perform.ts";
import { caseName, type Row } from "./case.ts";
import { startDevice } from "./device.ts";
import { compare, type Pace } from "./measure.ts";
import { startPeer } from "./peer.ts";
import { dataSuite } from "./suites/data.ts";
import { drawSuite } from "./suites/draw.ts";
import { growthSuite } from "./suites/growth.ts";
import { mixSuite } from "./suites/mix.ts";
import { convolutionSuite } from "./suites/nn_convolutions.ts";
import { stepSuite } from "./suites/nn_steps.ts";
import { peersSuite } from "./suites/peers.ts";
import { poolSuite } from "./suites/pool.ts";
import { trainingSuite } from "./suites/training.ts";
import { unfusedSuite } from "./suites/unfused.ts";
import { rowLine, titleLine } from "./table.ts";

const flags: Readonly<Record<string, string>> = {
  only: "PATTERN  a regular expression: only lines whose suite, name, engine and shape match it",
  json: "FILE     where to write the figures too",
};

/** Long turns, since waiting for a device takes about 12 ms; few rounds, so that a whole run takes minutes. */
const pace: Pace = { rounds: 9, leastRounds: 3, turnMs: 80, limitMs: 2500 };

/** As many as our smallest machine has cores. */
const PEER_THREADS = 2;

function help(): string {
  const lines = Object.entries(flags).map(([name, text]) => `  --${name} ${text}`);
  return [
    "Measures mixing against copying, unfused ops and itself at other sizes, and training against tfjs.",
    "",
    ...lines,
  ].join("\n");
}

async function main(args: readonly string[]): Promise<void> {
  const given = parseArgs(args, { string: Object.keys(flags), boolean: ["help"], unknown: refuse });
  if (given.help === true) return console.log(help());
  const { only = "", json } = given as Readonly<Record<string, string | undefined>>;
  const pattern = patternOf(only);
  if (json !== undefined) await demandFile(json, "Cannot measure: --json");
  const device = await startDevice();
  console.log(
    device === undefined
      ? "There is no WebGPU adapter: the webgpu lines are left out."
      : `webgpu runs on ${device.adapter}.`,
  );
  const suites = [
    mixSuite,
    unfusedSuite,
    drawSuite,
    poolSuite,
    growthSuite,
    convolutionSuite,
    stepSuite,
    dataSuite,
    trainingSuite,
  ];
  const peer = await startPeer(PEER_THREADS);
  console.log(
    peer === undefined ? "No Python has PyTorch: the peers are left out." : `Peers run on ${peer.name}.`,
  );
  const cases = [...suites.flatMap((suite) => suite(device)), ...peersSuite(peer)]
    .filter((one) => pattern.test(caseName(one)));
  if (cases.length === 0) usage(`Cannot measure: --only must match a line, current value is ${only}`);
  console.log(
    `Medians of ${pace.rounds} rounds, or at least ${pace.leastRounds} where they take over ${
      pace.limitMs / 1000
    } s; ms is a batch, ratio is its time divided by that of what it is against.\n`,
  );
  console.log(titleLine);
  const rows: Row[] = [];
  for (const { scale = 1, leastRounds = pace.leastRounds, prepare, ...about } of cases) {
    const { subject, yardstick, dispose } = await prepare();
    const measured = await compare(subject, yardstick, () => performance.now(), {
      ...pace,
      leastRounds,
    });
    await dispose();
    const row = { ...about, medianMs: measured.medianMs, ratio: measured.ratio * scale };
    rows.push(row);
    console.log(rowLine(row));
  }
  await peer?.close();
  if (json !== undefined) await writeOutput(json, JSON.stringify(rows, null, 2) + "\n");
}

function patternOf(only: string): RegExp {
  try {
    return new RegExp(only, "i");
  } catch {
    return usage(`Cannot measure: --only must be a regular expression, current value is ${only}`);
  }
}

function refuse(argument: string): never {
  const [name = ""] = argument.split("=");
  const meant = nearest(name, Object.keys(flags).map((flag) => `--${flag}`));
  return usage(`Unknown flag ${name}${meant === undefined ? "" : `, did you mean ${meant}?`}`);
}

function usage(message: string): never {
  throw new TrainError("usage", `${message}\ndeno task bench --help lists the flags.`);
}

await perform(main);
