import * as tf from "@tensorflow/tfjs";

/** The stages of a residual network of basic blocks: how many blocks, and of how many channels. */
export interface StockPlan {
  readonly pool: boolean;
  readonly stages: readonly (readonly [blocks: number, channels: number])[];
}

/** `small` and `resnet20`, the latter with projections where ours subsamples. */
export const stockPlans: Readonly<Record<string, StockPlan>> = {
  small: { pool: true, stages: [[1, 16], [1, 32], [1, 64]] },
  resnet20: { pool: false, stages: [[3, 16], [3, 32], [3, 64]] },
};

/** A network of ours in tfjs layers. */
export function stockModel({ pool, stages }: StockPlan): tf.LayersModel {
  const input = tf.input({ shape: [32, 32, 3] });
  const stem = convolution(input, stages[0]![1], 3, 1, true);
  const start = pool ? apply(tf.layers.maxPooling2d({ poolSize: 2 }), stem) : stem;
  const features = stages.flatMap(([blocks, channels], stage) =>
    Array.from({ length: blocks }, (_, i) => [channels, stage > 0 && i === 0 ? 2 : 1] as const)
  ).reduce((before, [channels, stride]) => basicBlock(before, channels, stride), start);
  const pooled = apply(tf.layers.globalAveragePooling2d({}), features);
  return tf.model({ inputs: input, outputs: apply(tf.layers.dense({ units: 10 }), pooled) });
}

function basicBlock(input: tf.SymbolicTensor, channels: number, stride: number): tf.SymbolicTensor {
  const through = convolution(convolution(input, channels, 3, stride, true), channels, 3, 1, false);
  const same = stride === 1 && input.shape[3] === channels;
  const aside = same ? input : convolution(input, channels, 1, stride, false);
  return apply(tf.layers.reLU(), tf.layers.add().apply([through, aside]) as tf.SymbolicTensor);
}

function convolution(
  input: tf.SymbolicTensor,
  filters: number,
  kernelSize: number,
  strides: number,
  relu: boolean,
): tf.SymbolicTensor {
  const layer = tf.layers.conv2d({ filters, kernelSize, strides, padding: "same", useBias: false });
  const normal = apply(tf.layers.batchNormalization(), apply(layer, input));
  return relu ? apply(tf.layers.reLU(), normal) : normal;
}

function apply(
  layer: { apply(input: tf.SymbolicTensor): unknown },
  input: tf.SymbolicTensor,
): tf.SymbolicTensor {
  return layer.apply(input) as tf.SymbolicTensor;
}

/**
 * Gives the wasm backend of tfjs the one kernel that it lacks for training these networks, the gradient with respect to a
 * filter: a matrix product for each of its taps.
 */
export function addMissingWasmKernel(): void {
  const kernelName = "Conv2DBackpropFilter", backendName = "wasm";
  if (tf.getKernel(kernelName, backendName) !== undefined) return;
  tf.registerKernel({
    kernelName,
    backendName,
    kernelFunc({ inputs, attrs }) {
      const { strides, pad, filterShape } = attrs as unknown as {
        readonly strides: number;
        readonly pad: number | "same" | "valid";
        readonly filterShape: [number, number, number, number];
      };
      const images = tensorOf(inputs["x"]!), gradient = tensorOf(inputs["dy"]!);
      const info = tf.backend_util.computeConv2DInfo(
        images.shape as [number, number, number, number],
        filterShape,
        strides,
        1,
        pad,
      );
      return tf.tidy(() => filterGradient(images, gradient, info));
    },
  });
}

function tensorOf(info: tf.TensorInfo): tf.Tensor {
  return info instanceof tf.Tensor ? info : tf.engine().makeTensorFromTensorInfo(info);
}

function filterGradient(
  images: tf.Tensor,
  gradient: tf.Tensor,
  info: tf.backend_util.Conv2DInfo,
): tf.Tensor {
  const { top, bottom, left, right } = info.padInfo;
  const { batchSize, inChannels, outChannels, outHeight, outWidth, strideHeight: stride } = info;
  const padded = tf.pad(images, [[0, 0], [top, bottom], [left, right], [0, 0]]);
  const rows = batchSize * outHeight * outWidth;
  const above = gradient.reshape([rows, outChannels]);
  const taps = Array.from({ length: info.filterHeight * info.filterWidth }, (_, tap) => {
    const y = Math.floor(tap / info.filterWidth), x = tap % info.filterWidth;
    const end = [batchSize, y + stride * (outHeight - 1) + 1, x + stride * (outWidth - 1) + 1, inChannels];
    const seen = tf.stridedSlice(padded, [0, y, x, 0], end, [1, stride, stride, 1]);
    return tf.matMul(seen.reshape([rows, inChannels]), above, true, false);
  });
  return tf.stack(taps).reshape([info.filterHeight, info.filterWidth, inChannels, outChannels]);
}
