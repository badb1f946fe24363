/** Tests of the WebGPU engine that also run in a page: all but those that break the device or fill its memory. */
import "./browser_deno.ts";
import "./webgpu_conformance_test.ts";
import "./tensors_test.ts";
import "./device_boundaries_test.ts";
import "./learned_test.ts";
import "./peaks_test.ts";
import "./above_test.ts";
import "./ranks_test.ts";
import "./retouch/device_test.ts";
