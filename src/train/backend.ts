import * as tf from "@tensorflow/tfjs";
import { demandHealthyDevice } from "../engine/tfjs/mod.ts";
import type { BackendChoice } from "./config.ts";
import { TrainError } from "./train_error.ts";

/** Where a run computes, and why there. */
export interface Backend {
  /** Name of the tfjs backend. */
  readonly name: BackendName;
  /** The processor behind it, as its driver calls it. */
  readonly adapter: string;
  /** One line for the user: what was taken, why, and how to get better. */
  readonly summary: string;
}

/** A tfjs backend that can train. */
export type BackendName = Exclude<BackendChoice, "auto">;

/** What {@linkcode chooseBackend} finds out about the backend that is set. */
export interface Trials {
  /** Throws if it computes wrong numbers at the sizes of the run. */
  readonly test: () => Promise<void>;
  /** Measures a training step of the run, in seconds; it may stop early once it is known to take longer than that. */
  readonly measure: (enough: number) => Promise<number>;
}

/** A backend registers itself with tfjs when it is loaded, so it is loaded when it is asked for. */
const load: Readonly<Record<BackendName, () => Promise<unknown>>> = {
  wasm: () => import("@tensorflow/tfjs-backend-wasm"),
  webgpu: () => import("@tensorflow/tfjs-backend-webgpu"),
};

const faster = "a GPU with a Vulkan, Metal or DirectX 12 driver would be much faster";
const install = "on Debian, apt-get install mesa-vulkan-drivers gives one that runs on the processor";
const processor = "the processor (one thread)";

/**
 * Makes tfjs compute where the user asked, and tests it there.
 *
 * `auto` takes a hardware WebGPU adapter. Where there is only a software adapter, it takes that or wasm, whichever is
 * measured to train faster; where there is none, wasm.
 *
 * @param choice What the user asked for.
 * @param trials How to test and measure a backend.
 * @throws {TrainError} If the backend cannot be had, or computes wrong numbers.
 */
export async function chooseBackend(choice: BackendChoice, trials: Trials): Promise<Backend> {
  tf.enableProdMode();
  if (choice === "wasm") return await tested(wasm("as asked"), trials);
  const adapter = await navigator.gpu?.requestAdapter() ?? null;
  if (adapter !== null) {
    const name = adapter.info.description || adapter.info.vendor || "an adapter without a name";
    const software = adapter.info.isFallbackAdapter;
    if (choice === "auto" && software) return await fastest(name, trials);
    const why = choice === "auto" ? "a hardware adapter" : "as asked";
    return await tested(
      webgpu(name, software ? `${why}, but it is a software adapter; ${faster}` : why),
      trials,
    );
  }
  if (choice === "auto") return await tested(wasm(`there is no WebGPU adapter; ${faster}`), trials);
  throw new TrainError(
    "backend",
    `Cannot train: --backend webgpu needs a WebGPU adapter, there is none; ${install}`,
  );
}

/** Measures first and tests what was taken: on a software adapter the test takes longer than the measurement. */
async function fastest(adapter: string, trials: Trials): Promise<Backend> {
  const hard = await seconds(wasm(""), trials, Infinity);
  const soft = await seconds(webgpu(adapter, ""), trials, hard).catch((error) => error as Error);
  if (soft instanceof Error) {
    return await tested(wasm(`the software adapter ${adapter} fails (${soft.message}); ${faster}`), trials);
  }
  const measured = `measured ${soft.toFixed(2)} s a step on webgpu (${adapter}, software) and ${
    hard.toFixed(2)
  } s on wasm; ${faster}`;
  return await tested(soft < hard ? webgpu(adapter, measured) : wasm(measured), trials);
}

async function seconds(backend: Backend, { measure }: Trials, enough: number): Promise<number> {
  await started(backend);
  return await measure(enough);
}

async function tested(backend: Backend, { test }: Trials): Promise<Backend> {
  await started(backend);
  try {
    await test();
    demandHealthyDevice();
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : cause;
    throw new TrainError("backend", `Cannot train on ${backend.name} (${backend.adapter}): ${why}`, {
      cause,
    });
  }
  return backend;
}

/** tfjs answers `false` where it cannot start a backend, and goes on with another one. */
async function started(backend: Backend): Promise<Backend> {
  await load[backend.name]();
  const set = await tf.setBackend(backend.name);
  const running = tf.getBackend();
  if (!set || running !== backend.name) {
    throw new TrainError(
      "backend",
      `Cannot train: tfjs must start its ${backend.name} backend, it runs ${running}`,
    );
  }
  demandHealthyDevice(); // from now on, the device is listened to
  return backend;
}

function wasm(why: string): Backend {
  return { name: "wasm", adapter: processor, summary: `Computing on wasm, ${processor}: ${why}.` };
}

function webgpu(adapter: string, why: string): Backend {
  return { name: "webgpu", adapter, summary: `Computing on webgpu, ${adapter}: ${why}.` };
}
