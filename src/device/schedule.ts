import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { type Buffer, emptyTensor, type Kernel, type Numbers, runKernel, upload } from "./kernel.ts";

/** One thing for the device to do, and what it gives. */
export type Job =
  | { readonly kind: "upload"; readonly numbers: Numbers; readonly to: Buffer }
  | { readonly kind: "allocate"; readonly to: Buffer }
  | { readonly kind: "run"; readonly kernel: Kernel; readonly to: Buffer };

/** A list of jobs, in order. It is made without a device, and can be logged. */
export class Schedule {
  readonly jobs: Job[] = [];

  /** Numbers on the device. */
  upload(numbers: Numbers): Buffer {
    const to = bufferOf([numbers.length], numbers instanceof Float32Array ? "float32" : "int32");
    this.jobs.push({ kind: "upload", numbers, to });
    return to;
  }

  /** Floats on the device that are not set. */
  allocate(shape: number[]): Buffer {
    const to = bufferOf(shape, "float32");
    this.jobs.push({ kind: "allocate", to });
    return to;
  }

  /** Adds a kernel and returns its output. */
  run(kernel: Kernel): Buffer {
    const to = kernel.into ?? bufferOf(kernel.output, kernel.dtype);
    this.jobs.push({ kind: "run", kernel, to });
    return to;
  }

  /** The jobs, a line each: what is done, and the shape of what it gives. */
  toString(): string {
    return this.jobs.map((job) => {
      const name = job.kind === "run" ? job.kernel.key.split("\n")[0] : job.kind;
      return `${name} -> ${job.to.dtype} [${job.to.shape}]`;
    }).join("\n");
  }
}

function bufferOf(shape: number[], dtype: Buffer["dtype"]): Buffer {
  return { shape, dtype, size: tf.util.sizeFromShape(shape) };
}

/**
 * Does the jobs of a schedule on the device of tfjs, without a copy to the host.
 *
 * @return Gives the tensor that a buffer of the schedule has become.
 */
export function runSchedule(backend: WebGPUBackend, { jobs }: Schedule): (buffer: Buffer) => tf.Tensor {
  const made = new Map<Buffer, tf.Tensor>();
  const tensorOf = (buffer: Buffer): tf.Tensor => {
    if (buffer instanceof tf.Tensor) return buffer;
    return made.get(buffer) ?? tensorOf(buffer.flat!).flatten();
  };
  for (const job of jobs) {
    const tensor = job.kind === "upload"
      ? upload(backend, job.numbers)
      : job.kind === "allocate"
      ? emptyTensor(backend, job.to.shape)
      : runKernel(backend, job.kernel, tensorOf);
    made.set(job.to, tensor);
  }
  return tensorOf;
}
