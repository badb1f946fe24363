export { cpu } from "./cpu.ts";
export { type CpuPool, cpuPool, type CpuPoolOptions } from "./pool.ts";
