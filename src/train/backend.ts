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
 * `auto` takes a hardware WebGPU adapter, and wasm where there is none: no clock decides where a run computes.
 *
 * @param choice What the user asked for.
 * @param test Throws if the backend that is set computes wrong numbers at the sizes of the run.
 * @throws {TrainError} If the backend cannot be had, or computes wrong numbers.
 */
export async function chooseBackend(choice: BackendChoice, test: () => Promise<void>): Promise<Backend> {
  tf.enableProdMode();
  const backend = await chosen(choice);
  await start(backend);
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

async function chosen(choice: BackendChoice): Promise<Backend> {
  if (choice === "wasm") return wasm("as asked");
  const adapter = await navigator.gpu?.requestAdapter() ?? null;
  if (adapter === null) {
    if (choice === "auto") return wasm(`there is no WebGPU adapter; ${faster}`);
    throw new TrainError(
      "backend",
      `Cannot train: --backend webgpu needs a WebGPU adapter, there is none; ${install}`,
    );
  }
  const name = adapter.info.description || adapter.info.vendor || "an adapter without a name";
  if (!adapter.info.isFallbackAdapter) {
    return webgpu(name, choice === "auto" ? "a hardware adapter" : "as asked");
  }
  return choice === "auto"
    ? wasm(`the only WebGPU adapter, ${name}, is software, which --backend webgpu takes; ${faster}`)
    : webgpu(name, `as asked, but it is a software adapter; ${faster}`);
}

/** tfjs answers `false` where it cannot start a backend, and goes on with another one. */
async function start(backend: Backend): Promise<void> {
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
}

function wasm(why: string): Backend {
  return { name: "wasm", adapter: processor, summary: `Computing on wasm, ${processor}: ${why}.` };
}

function webgpu(adapter: string, why: string): Backend {
  return { name: "webgpu", adapter, summary: `Computing on webgpu, ${adapter}: ${why}.` };
}
