import * as tf from "@tensorflow/tfjs";
import type { WebGPUBackend } from "@tensorflow/tfjs-backend-webgpu";
import { demand } from "../demand.ts";

/** Numbers on the device: a tensor, or what a schedule will make. */
export interface Buffer {
  readonly shape: number[];
  readonly dtype: tf.DataType;
  readonly size: number;
  /** The buffer that this one is, seen as flat. */
  readonly flat?: Buffer;
}

/** All numbers of a buffer, in one row. */
export function flat(buffer: Buffer): Buffer {
  const { dtype, size } = buffer;
  return { shape: [size], dtype, size, flat: buffer };
}

/** The tensor of a buffer that is one, or is seen as flat. */
export function asTensor(buffer: Buffer): tf.Tensor {
  return buffer.flat === undefined ? buffer as tf.Tensor : asTensor(buffer.flat).flatten();
}

/** A compute kernel for the tfjs WebGPU backend. */
export interface Kernel {
  /** Names the compiled kernel: whatever changes the code must change this. */
  readonly key: string;
  /** The shape of the one output; the code writes it as `result`. */
  readonly output: number[];
  /** A tensor of that shape to write into, whose other elements stay as they are. @default a new one */
  readonly into?: Buffer;
  readonly dtype: "float32" | "int32";
  /** Whether the code writes the output by atomic operations, as the bits of whole numbers: `array<atomic<i32>>`. @default {false} */
  readonly isAtomic?: boolean;
  /** How many workgroups. */
  readonly dispatch: [number, number, number];
  /** Invocations in a workgroup. */
  readonly workgroup: number;
  /** How many numbers an element of the output holds: 4 makes it vectors. @default {1} */
  readonly lanes?: 1 | 4;
  /** How many numbers an element of an input holds, by its name. @default as for the output */
  readonly inputLanes?: Readonly<Record<string, 1 | 4>>;
  /** The inputs by the names that the code reads them by; numbers are uploaded. Every one of them must be used. */
  readonly inputs: Readonly<Record<string, Buffer | Numbers>>;
  /** Tensors of floats besides the output that the code writes, by name. Every one of them must be used. @default none */
  readonly alsoInto?: Readonly<Record<string, Buffer>>;
  /** Whole numbers that change from call to call and are no reason to compile again: `uniforms.name` in the code. */
  readonly uniforms: Readonly<Record<string, number>>;
  /** WGSL with a function `main(index : i32)`, which must use `uniforms`; asked for when it is compiled. */
  readonly code: () => string;
}

/** Numbers on the host. */
export type Numbers = Float32Array | Int32Array;

/**
 * A count to make room for, where the count changes from call to call: at least as large, by less than a quarter, and one
 * of few. tfjs keeps the memory of a tensor for the next one of the very same size, and gives none of it back.
 */
export function roomFor(count: number): number {
  const step = 2 ** Math.max(0, Math.floor(Math.log2(Math.max(1, count))) - 2);
  return step * Math.ceil(count / step);
}

/** A tensor on the device whose elements are not set. */
export function emptyTensor(backend: WebGPUBackend, shape: number[]): tf.Tensor {
  if (tf.util.sizeFromShape(shape) === 0) return tf.zeros(shape);
  return tf.engine().makeTensorFromTensorInfo(backend.makeTensorInfo(shape, "float32"));
}

/**
 * Uploads numbers. It is much faster than leaving it to the first kernel that reads a tensor of them: that ends a pass, to
 * copy them from a buffer that is made for it.
 */
export function upload(backend: WebGPUBackend, numbers: Numbers): tf.Tensor1D {
  if (numbers.length === 0) return tf.tensor1d(numbers);
  const info = backend.makeTensorInfo(
    [numbers.length],
    numbers instanceof Float32Array ? "float32" : "int32",
  );
  backend.uploadToGPU(info.dataId);
  backend.queue.writeBuffer(
    backend.tensorMap.get(info.dataId).resource as GPUBuffer,
    0,
    numbers as BufferSource,
  );
  return tf.engine().makeTensorFromTensorInfo(info) as tf.Tensor1D;
}

/**
 * Runs a kernel on the device of tfjs, without a copy to the host.
 *
 * @param tensorOf Gives the tensor of a buffer. @default that the kernel was made for tensors
 * @throws {RangeError} If a tensor is larger than what the adapter can bind: such a kernel would give garbage.
 */
export function runKernel(
  backend: WebGPUBackend,
  kernel: Kernel,
  tensorOf: (buffer: Buffer) => tf.Tensor = asTensor,
): tf.Tensor {
  const most = backend.device.limits.maxStorageBufferBindingSize;
  const others = Object.entries(kernel.alsoInto ?? {}).map(([name, buffer]) =>
    [name, tensorOf(buffer)] as const
  );
  const into = kernel.into && tensorOf(kernel.into);
  const sizes = [...Object.values(kernel.inputs), ...others.map(([, tensor]) => tensor)].map((input) =>
    isNumbers(input) ? input.length : input.size
  );
  for (const size of [...sizes, tf.util.sizeFromShape(kernel.output)]) {
    const rule = `a tensor must be at most ${most} bytes, as those of a smaller batch are`;
    demand(4 * size <= most, "run a kernel on this WebGPU adapter", rule, 4 * size);
  }
  const uploaded: tf.Tensor[] = [];
  const inputs = Object.values(kernel.inputs).map((input) => {
    if (!isNumbers(input)) return tensorOf(input);
    uploaded.push(upload(backend, input));
    return uploaded.at(-1)!;
  });
  const names = Object.keys(kernel.inputs);
  // tfjs knows one output only: to it the others are inputs, and the code has names of its own for what is bound there.
  const written = others.map(([name], i) =>
    `@group(0) @binding(${1 + names.length + i}) var<storage, read_write> ${name} : array<f32>;`
  );
  const info = backend.runWebGPUProgram(
    {
      outputShape: kernel.output,
      dispatchLayout: { x: kernel.output.map((_, axis) => axis) },
      dispatch: kernel.dispatch,
      workgroupSize: [kernel.workgroup, 1, 1],
      variableNames: [...names, ...others.map(([name]) => `${name}Unused`)],
      outputComponent: kernel.lanes ?? 1,
      atomic: kernel.isAtomic ?? false,
      variableComponents: [
        ...names.map((name) => kernel.inputLanes?.[name] ?? kernel.lanes ?? 1),
        ...written.map(() => 1),
      ],
      uniforms: Object.keys(kernel.uniforms).map((name) => `${name} : i32, `).join(""),
      shaderKey: kernel.key,
      getUserCode: () => [...written, kernel.code()].join("\n"),
    },
    [...inputs, ...others.map(([, tensor]) => tensor)],
    kernel.dtype,
    Object.values(kernel.uniforms).map((value) => ({ type: "int32", data: [value] })),
    into,
  );
  tf.dispose(uploaded);
  return into ?? tf.engine().makeTensorFromTensorInfo(info);
}

function isNumbers(input: Buffer | Numbers): input is Numbers {
  return input instanceof Float32Array || input instanceof Int32Array;
}
