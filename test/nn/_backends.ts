import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import "@tensorflow/tfjs-backend-webgpu";
import { assert, assertEquals } from "@std/assert";
import { demandHealthyDevice } from "../../src/device/device.ts";

/** A backend that the tests run on. */
export type Backend = "webgpu" | "wasm";

const adapter = await navigator.gpu?.requestAdapter() ?? null;
const required = Deno.env.has("MIAMIX_REQUIRE_WEBGPU");

/** Whether the WebGPU adapter is a program rather than a piece of hardware. */
export const software: boolean = adapter?.info.isFallbackAdapter ?? false;

/**
 * Registers a test for each backend. It fails if the device reports an error or if tensors are left behind. Without a
 * WebGPU adapter the test of that backend is ignored, unless MIAMIX_REQUIRE_WEBGPU is set.
 */
export function testOn(
  backends: readonly Backend[],
  name: string,
  body: (backend: Backend) => void | Promise<void>,
): void {
  for (const backend of backends) {
    const missing = backend === "webgpu" && adapter === null && !required;
    Deno.test({
      name: `${name} (${backend}${missing ? ", ignored: there is no WebGPU adapter" : ""})`,
      ignore: missing,
      async fn() {
        assert(await tf.setBackend(backend) && tf.getBackend() === backend, `tfjs cannot start ${backend}`);
        if (backend === "webgpu") tf.env().set("WEBGPU_CPU_FORWARD", false);
        demandHealthyDevice();
        const before = tf.memory().numTensors;
        await body(backend);
        demandHealthyDevice();
        assertEquals(tf.memory().numTensors, before, "tensors were left behind");
      },
    });
  }
}

/** Both backends that can train. */
export const both: readonly Backend[] = ["webgpu", "wasm"];

/** Numbers in [-1, 1), the same at every call, that follow no pattern of the shapes they fill. */
export function numbers(count: number, seed: number): Float32Array {
  let state = seed * 2654435761 >>> 0;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** Reads a tensor and disposes it. */
export async function read(tensor: tf.Tensor): Promise<Float32Array> {
  try {
    return await tensor.data<"float32">();
  } finally {
    tensor.dispose();
  }
}
