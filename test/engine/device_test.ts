import { assertEquals, assertThrows } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { key, mixup } from "../../mod.ts";
import { demandHealthyDevice, DeviceError, mixBatch } from "../../src/engine/tfjs/mod.ts";
import { runKernel } from "../../src/device/kernel.ts";
import { noiseBatch } from "../laws/batches.ts";
import { webgpuTest } from "./webgpu.ts";

/** Gives a test a WebGPU device of its own, so that breaking it breaks no other test. */
async function withOwnDevice(name: string, body: (backend: WebGPUBackend) => Promise<void>): Promise<void> {
  const adapter = await navigator.gpu.requestAdapter();
  const device = await adapter!.requestDevice();
  tf.registerBackend(name, () => new WebGPUBackend(device, adapter!.info));
  tf.copyRegisteredKernels("webgpu", name);
  try {
    assertEquals(await tf.setBackend(name), true);
    await body(tf.backend() as WebGPUBackend);
  } finally {
    await tf.setBackend("webgpu");
    tf.removeBackend(name);
  }
}

const batch = noiseBatch(key(1), [2, 4, 4, 1]);

webgpuTest(
  "a kernel that does not compile is a DeviceError at the next check, and at every later one",
  async () => {
    await withOwnDevice("webgpu-broken", async (backend) => {
      demandHealthyDevice();
      const output = runKernel(backend, {
        key: "broken on purpose",
        output: [4],
        dtype: "float32",
        dispatch: [1, 1, 1],
        workgroup: 64,
        inputs: { values: tf.tensor1d([1, 2, 3, 4]) },
        uniforms: { count: 4 },
        code: () => "fn main(index : i32) { result[index] = nothing_of_this_name(values[index]); }",
      });
      await output.data();
      assertThrows(demandHealthyDevice, DeviceError, "The WebGPU device reported GPUValidationError");
      assertThrows(() => mixBatch(mixup(), batch, key(2)), DeviceError, "nothing_of_this_name");
    });
  },
);

webgpuTest("tensors beyond one binding are refused, and the largest within it are mixed", async () => {
  await withOwnDevice("webgpu-small", async ({ device }) => {
    const limit = device.limits.maxStorageBufferBindingSize,
      pixels = 1024 * 1024,
      most = limit / (4 * pixels);
    const ones = (samples: number) => ({
      images: new Uint8Array(samples * pixels).fill(255),
      shape: [samples, 1024, 1024, 1] as const,
      labels: new Int32Array(samples),
      classes: 2,
    });
    const refused = (bytes: string) =>
      `a tensor must be at most ${limit} bytes, as those of a smaller batch are${bytes}`;
    const images = `, current value is ${limit + 4 * pixels}`;
    assertThrows(() => mixBatch(mixup(), ones(most + 1), key(2)), RangeError, refused(images));
    const mixed = mixBatch(mixup(), ones(most), key(2));
    const last = tf.slice(mixed.images, [most - 1, 1023, 1022, 0], [1, 1, 2, 1]);
    assertEquals([...await last.data()], [1, 1]);
    demandHealthyDevice();
    tf.dispose([mixed.images, mixed.labels, last]);
  });
});

webgpuTest("a lost device is a DeviceError", async () => {
  await withOwnDevice("webgpu-lost", async (backend) => {
    mixBatch(mixup(), batch, key(2));
    backend.device.destroy();
    await backend.device.lost;
    assertThrows(demandHealthyDevice, DeviceError, "The WebGPU device was lost");
  });
});

webgpuTest("the shared device is healthy after another one broke", async () => {
  const { images } = mixBatch(mixup(), batch, key(2));
  assertEquals((await images.data()).length, 32);
  demandHealthyDevice();
});
