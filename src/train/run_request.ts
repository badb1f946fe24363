import { advised } from "./advised.ts";
import { changes } from "./changes.ts";
import { checkpointPath, type Identity, type Progress } from "./checkpoint/mod.ts";
import { closingLine, type Ending } from "./closing_line.ts";
import type { Config } from "./config.ts";
import { dataDigest } from "./data_digest.ts";
import { decodeKernels } from "./find_kernels.ts";
import type { Resumption } from "./find_resumption.ts";
import { identityOf } from "./identity_of.ts";
import { type ImageRecord, imageRecord, readImageRecord } from "./image_record.ts";
import { demandUninterrupted, type StopReason } from "./interruption.ts";
import { demandFolder } from "./output.ts";
import type { Pages } from "./pages.ts";
import { prepare, type Run } from "./prepare.ts";
import type { Request } from "./read_command.ts";
import { recordCheckpoint } from "./record_checkpoint.ts";
import type { Reporter } from "./reporter.ts";
import {
  checkRunFolder,
  createRunFolder,
  firstMetrics,
  openRunFolder,
  type RunFolder,
} from "./run_folder.ts";
import { runName } from "./run_name.ts";
import { runRecord } from "./run_record.ts";
import { type CheckpointProgress, outOfPatience, train } from "./train.ts";
import { TrainError } from "./train_error.ts";
import { turn } from "./turn.ts";

/** The world outside of a run that is carried out. */
export interface RunRequestOptions {
  /** A clock in milliseconds. */
  readonly now: () => number;
  /** Stops the run with a checkpoint, or before it begins; its reason is a {@linkcode StopReason}. */
  readonly signal: AbortSignal;
  /** Told when the run begins: from then on it has something to lose. @default nobody is told */
  readonly begin?: () => void;
  /** Told how it goes. */
  readonly report: Reporter;
  /** Told what must not be missed. */
  readonly warn: (line: string) => void;
  /** Shows the run folder to people. @default nobody does */
  readonly pages?: Pages;
  /** Whether workers may do nothing but compute, see `prepare()`. @default {false} */
  readonly confined?: boolean;
}

/**
 * Carries out a run from its beginning or a checkpoint to its end, or until it is stopped, and records it in its folder.
 *
 * @throws {TrainError} If something cannot be had, read or written, or the run diverges; what is in the folder stands.
 * @throws {DataError} If the images cannot be had.
 * @throws {DeviceError} If the device fails.
 */
export async function runRequest(request: Request, options: RunRequestOptions): Promise<Ending> {
  const { config, resumption } = request;
  const { report, warn } = options;
  for (const note of resumption?.notes ?? []) warn(note);
  const ended = resumption && endingOf(resumption.checkpoint.progress, config);
  if (ended !== undefined) {
    report.note(`Nothing is left to do: the run in ${resumption!.folder} has ended.`, "end");
    return ended;
  }
  const inPlace = resumption !== undefined && !resumption.branches;
  await checkPlace(request);
  const backend = await backendFor(config, resumption);
  const { now, signal, begin = () => {}, confined = false } = options;
  const prepared = await prepare({ ...config, backend }, {
    now,
    tell: report.note,
    confined,
    signal,
    kernels: resumption && decodeKernels(resumption.checkpoint.identity.kernels),
  });
  const run = { ...prepared, config };
  const digest = await dataDigest(run.dataset);
  const identity = identityOf(run, digest.sha256);
  if (resumption !== undefined) tellChanges(request, resumption, identity, options);
  await turn();
  demandUninterrupted(signal);
  begin();
  const folder = inPlace
    ? await openRunFolder(resumption.folder, resumption.checkpoint.progress.epochs)
    : await newFolder(run, resumption, now());
  report.note(`Run folder: ${folder.path}`);
  const images = imageRecord(digest, resumption && await readImageRecord(resumption.folder));
  try {
    return await carryOut(run, { identity, images }, folder, resumption, options);
  } finally {
    await folder.close();
  }
}

/**
 * Refuses a run whose folder cannot be written, before any work is done for it.
 *
 * @throws {TrainError} If it cannot be written, or holds something else.
 */
export async function checkPlace(
  { config, resumption }: Pick<Request, "config" | "resumption">,
): Promise<void> {
  if (resumption === undefined || resumption.branches) return await checkRunFolder(config.out);
  await demandFolder(resumption.folder, "Cannot go on: --resume", `the run folder ${resumption.folder}`);
}

/** Writes down what a run comes to. */
async function carryOut(
  run: Run,
  { identity, images }: { readonly identity: Identity; readonly images: ImageRecord },
  folder: RunFolder,
  resumption: Resumption | undefined,
  { now, signal, report, pages }: RunRequestOptions,
): Promise<Ending> {
  const { config } = run;
  const last = checkpointPath(folder.path, "last");
  let progress = resumption?.checkpoint.progress;
  const record = async () => {
    await folder.record(runRecord(run, identity), images);
    await pages?.begun(folder.path, run);
  };
  try {
    if (resumption?.branches) await recordCheckpoint(folder.path, begun(run, resumption), identity, config);
    if (resumption !== undefined) await record();
    for await (const event of train(run, { now, signal, from: resumption?.checkpoint })) {
      switch (event.kind) {
        case "step":
          report.step(event, config.epochs, config.epochs * run.stepsPerEpoch);
          break;
        case "epoch":
          await folder.append(event.metrics);
          report.epoch(event.metrics, config.epochs);
          await pages?.epoch(folder.path);
          break;
        case "checkpoint":
          await recordCheckpoint(folder.path, event, identity, config);
          progress = event.checkpoint.progress;
          if (event.cause === "begin") await record();
          if (event.cause === "stop") {
            report.note(`Checkpoint after step ${event.step}: ${last}`, "checkpoint");
          }
      }
    }
  } catch (error) {
    throw advised(error, progress === undefined ? undefined : folder.path);
  } finally {
    if (progress !== undefined) await pages?.ended(folder.path);
  }
  const ending = endingOf(progress!, config) ?? signal.reason as StopReason;
  report.clear();
  report.note(closingLine(run, folder.last(), folder.path, ending), "end");
  if (ending === "interrupted" || ending === "max-time") {
    report.note(`deno task train --resume ${folder.path} goes on with it.`);
  }
  return ending;
}

/** How a run has ended that has come this far; `undefined` if it goes on. */
function endingOf(progress: Progress, { epochs, patience }: Config): Ending | undefined {
  if (progress.epochs >= epochs) return "done";
  return outOfPatience(progress, patience) ? "patience" : undefined;
}

/** A run goes on where it was, if nothing else is asked for and that is still there. */
async function backendFor(
  { backend }: Config,
  resumption: Resumption | undefined,
): Promise<Config["backend"]> {
  const before = resumption?.checkpoint.identity.backend;
  if (backend !== "auto" || before === undefined) return backend;
  if (before === "wasm") return "wasm";
  return await navigator.gpu?.requestAdapter() ? "webgpu" : "auto";
}

/** Says what is another than it was, and refuses what makes it another run unless that is asked for. */
function tellChanges(
  { config, origins, allowChanges }: Request,
  { checkpoint, file }: Resumption,
  identity: Identity,
  { report, warn }: RunRequestOptions,
): void {
  const { binding, free } = changes(checkpoint.identity, identity, config, origins);
  for (const line of free) report.note(`Changed: ${line}`);
  if (binding.length > 0 && !allowChanges) {
    throw new TrainError(
      "usage",
      [
        "Cannot go on: it must be the same run, but these have changed:",
        ...binding.map((line) => `  ${line}`),
        "--allow-changes goes on all the same.",
      ].join("\n"),
    );
  }
  for (const line of binding) warn(`Changed: ${line}`);
  const { epochs, steps } = checkpoint.progress;
  report.note(`Going on from ${file}: ${epochs} epochs and ${steps} steps are done.`);
}

/** Makes the folder of a run that begins, or branches off another one. */
async function newFolder(run: Run, resumption: Resumption | undefined, now: number): Promise<RunFolder> {
  const { config } = run;
  const metrics = resumption && await firstMetrics(resumption.folder, resumption.checkpoint.progress.epochs);
  return await createRunFolder({
    out: config.out,
    name: runName(config, now),
    ...(metrics === undefined ? {} : { metrics }),
  });
}

/** The first checkpoint of a run that branches off another one. */
function begun({ stepsPerEpoch }: Run, { checkpoint }: Resumption): CheckpointProgress {
  const { epochs, steps } = checkpoint.progress;
  return { kind: "checkpoint", cause: "begin", step: epochs * stepsPerEpoch + steps, checkpoint };
}
