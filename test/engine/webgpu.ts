import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-webgpu";

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
  return undefined;
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
