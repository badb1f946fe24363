import "@tensorflow/tfjs-backend-webgpu";
import * as tf from "@tensorflow/tfjs";
import { conformance } from "./conformance.ts";
import { webgpuEngine } from "./webgpu_engine.ts";

/** Runs in a page: every check that engines must pass, on the WebGPU of the browser. Gives those that failed, and why. */
async function failures(): Promise<readonly string[]> {
  tf.enableProdMode();
  if (!await tf.setBackend("webgpu")) return ["tfjs has no WebGPU backend here"];
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  const failed: string[] = [], checks: (() => Promise<void>)[] = [];
  const check = async (name: string, fn: (t: Deno.TestContext) => void | Promise<void>) => {
    const step = async (inner: string, body: () => Promise<void>) => {
      await check(`${name}: ${inner}`, body);
      return true;
    };
    try {
      await fn({ step } as unknown as Deno.TestContext);
    } catch (error) {
      failed.push(`${name}: ${error}`);
    }
  };
  conformance(webgpuEngine, (name, fn) => checks.push(() => check(name, fn)));
  for (const run of checks) await run();
  return [`${checks.length} checks`, ...failed];
}

Object.assign(globalThis, { failures });
