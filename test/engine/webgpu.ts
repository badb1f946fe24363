import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-webgpu";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";

/** Why no test can use WebGPU here; none where tests can. */
const missing = await start();

/** Makes WebGPU the backend of tfjs, and keeps small tensors on the device, where the tests want them. */
async function start(): Promise<string | undefined> {
  if (await navigator.gpu?.requestAdapter() == null) return "this machine has no WebGPU adapter";
  tf.enableProdMode();
  if (!await tf.setBackend("webgpu") || tf.getBackend() !== "webgpu") {
    return "tfjs has no WebGPU backend here";
  }
  await tf.ready();
  tf.env().set("WEBGPU_CPU_FORWARD", false);
  demandOneKernelAKey(tf.backend() as WebGPUBackend);
  return undefined;
}

/** Refuses a kernel of ours with the key of another one, since what was compiled for that one would run. */
function demandOneKernelAKey(backend: WebGPUBackend): void {
  const run = backend.runWebGPUProgram.bind(backend), kernels = new Map<string, string>();
  backend.runWebGPUProgram = (program, ...others) => {
    const { shaderKey, workgroupSize, outputComponent, variableComponents } = program;
    if (shaderKey.startsWith("miamix")) {
      const kernel = [program.getUserCode(), workgroupSize, outputComponent, variableComponents].join("\n");
      const known = kernels.get(shaderKey) ?? kernel;
      if (known !== kernel) throw new Error(`Two kernels have the key ${shaderKey}:\n${known}\n${kernel}`);
      kernels.set(shaderKey, kernel);
    }
    return run(program, ...others);
  };
}

/** A test that needs WebGPU: without it, it is ignored with the reason, or fails if `MIAMIX_REQUIRE_WEBGPU` is set. */
export function webgpuTest(name: string, fn: (t: Deno.TestContext) => Promise<void>): void {
  if (missing === undefined) return Deno.test(name, fn);
  const required = Deno.env.get("MIAMIX_REQUIRE_WEBGPU") !== undefined;
  Deno.test({
    name: `${name} (${missing})`,
    ignore: !required,
    fn: () => Promise.reject(new Error(`MIAMIX_REQUIRE_WEBGPU is set, and ${missing}`)),
  });
}
