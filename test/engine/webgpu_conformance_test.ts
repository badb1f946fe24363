import { conformance } from "./conformance.ts";
import { webgpuTest } from "./webgpu.ts";
import { webgpuEngine } from "./webgpu_engine.ts";

conformance(webgpuEngine, webgpuTest);
