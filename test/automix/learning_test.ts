import * as tf from "@tensorflow/tfjs";
import { assert } from "@std/assert";
import * as m from "../../mod.ts";
import { automixer, follow, generationLoss } from "../../src/automix/mod.ts";
import { type Dataset, halve, limit, loadCifar10 } from "../../src/data/mod.ts";
import { network } from "../../src/nn/mod.ts";
import { sgd, softCrossEntropy } from "../../src/train/mod.ts";
import { sampleFolder } from "../data/with_folder.ts";
import { read, testOn } from "../nn/_backends.ts";

const folder = sampleFolder("cifar-10-sample/cifar-10-batches-bin");

const samples = 50, side = 16;

function batchOf({ train }: Dataset, first: number): m.Batch {
  const pixels = side * side * 3;
  return {
    images: Float32Array.from(
      train.images.subarray(first * pixels, (first + samples) * pixels),
      (byte) => byte / 255,
    ),
    shape: [samples, side, side, 3],
    labels: Int32Array.from(train.labels.subarray(first, first + samples)),
    classes: 10,
  };
}

const name = "AutoMix learns masks of real images";
if (folder === undefined) {
  Deno.test({ name: `${name} (ignored: there is no sample of CIFAR-10)`, ignore: true, fn() {} });
} else {
  testOn(["wasm"], name, async () => {
    const loaded = await loadCifar10(folder)();
    assert(loaded._tag === "Right");
    const dataset = halve({ ...loaded.right, train: limit(loaded.right.train, 300) });
    const { mean, std } = dataset;
    const build = () =>
      network("convnet-s", { size: [side, side], channels: 3, classes: 10, mean, std }, m.key(1));
    const net = build(), follower = build(), recipe = m.automix();
    const parts = { network: net, follower, recipe, steps: 60, crossEntropy: softCrossEntropy };
    const mixer = automixer({ ...parts, optimizer: sgd({ weightDecay: 0 }), from: m.key(3) }, {
      lastLr: 0.1,
    });
    const shape = { samples, height: side, width: side };

    const optimizer = sgd();
    for (let step = 0; step < 120; step++) {
      const { images, labels, classes } = batchOf(dataset, samples * (step % 6));
      const { value, grads } = tf.variableGrads(() => {
        const x = tf.tensor4d(images, [samples, side, side, 3]);
        return softCrossEntropy(
          tf.oneHot(labels as Int32Array, classes).toFloat() as tf.Tensor2D,
          net.apply(x, { training: true }),
        );
      }, [...net.variables]);
      optimizer.step(net.variables, grads, 0.05);
      tf.dispose([value, grads]);
    }
    follow(follower.variables, net.variables, 0);

    const lesson = await mixer.mix(batchOf(dataset, 0), m.draw(recipe, m.key(4), shape));
    const pairs = m.draw(mixer.lessons, m.key(5), shape), { partner, lambda } = pairs.passes[0]!;
    const deviation = async () => {
      const masks = tf.tidy(() => {
        const others = tf.gather(lesson.features, tf.tensor1d(Int32Array.from(partner), "int32"));
        return mixer.block.masks(lesson.features, others as tf.Tensor4D, tf.tensor1d(lambda), [side, side]);
      });
      const { mean, variance } = tf.moments(masks, [1, 2]);
      const [value] = await read(tf.tidy(() => tf.mean(tf.sqrt(variance))));
      tf.dispose([masks, mean, variance]);
      return value!;
    };
    const flat = {
      masks: (_: tf.Tensor, __: tf.Tensor, share: tf.Tensor1D) =>
        tf.mul(share.reshape([samples, 1, 1]), tf.ones([1, side, side])) as tf.Tensor3D,
    };
    const [mixup] = await read(
      tf.tidy(() =>
        generationLoss(flat, follower, { ...lesson, plan: pairs.passes[0]! }, softCrossEntropy).classification
      ),
    );
    assert(await deviation() < 0.005, "masks start flat");
    const losses: number[] = [];
    for (let step = 0; step < 60; step++) {
      const { classification, lambda } = mixer.learn(lesson, pairs, step);
      losses.push((await read(classification))[0]!);
      lambda.dispose();
    }
    const spread = await deviation(), last = losses.at(-1)!;
    assert(spread > 0.05, `masks deviate by ${spread} from their means`);
    assert(last < 0.75 * losses[0]!, `the loss fell from ${losses[0]} to ${last}`);
    assert(last < 0.9 * mixup!, `the loss is ${last}, and that of flat masks ${mixup}`);
    lesson.dispose();
    mixer.dispose();
    optimizer.dispose();
    net.dispose();
    follower.dispose();
  });
}
