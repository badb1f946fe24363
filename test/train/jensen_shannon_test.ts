import { assertAlmostEquals, assertEquals } from "@std/assert";
import * as tf from "@tensorflow/tfjs";
import fc from "fast-check";
import { jensenShannon } from "../../src/train/mod.ts";

const backend = tf.setBackend("cpu");

async function valueOf(versions: readonly (readonly number[][])[]): Promise<number> {
  await backend;
  const logits = versions.map((rows) => tf.tensor2d(rows as number[][]));
  const loss = jensenShannon(logits);
  const [value] = await loss.data();
  tf.dispose([...logits, loss]);
  return value!;
}

/** The same in 64-bit floats, by its definition. */
function expected(versions: readonly (readonly number[][])[]): number {
  const shares = versions.map((rows) =>
    rows.map((row) => {
      const top = Math.max(...row), powers = row.map((value) => Math.exp(value - top));
      const sum = powers.reduce((total, power) => total + power, 0);
      return powers.map((power) => power / sum);
    })
  );
  let total = 0;
  for (const version of shares) {
    for (const [n, row] of version.entries()) {
      for (const [k, p] of row.entries()) {
        const mean = shares.reduce((sum, other) => sum + other[n]![k]!, 0) / shares.length;
        if (p > 0) total += p * Math.log(p / Math.max(mean, 1e-7));
      }
    }
  }
  return total / (versions.length * versions[0]!.length);
}

const row = fc.array(fc.double({ min: -8, max: 8, noNaN: true }), { minLength: 4, maxLength: 4 });
const version = fc.array(row, { minLength: 2, maxLength: 2 });

Deno.test("the divergence is its definition, in [0, log k], and does not depend on the order", async () => {
  await fc.assert(
    fc.asyncProperty(fc.tuple(version, version, version), async ([a, b, c]) => {
      const value = await valueOf([a, b, c]);
      assertAlmostEquals(value, expected([a, b, c]), 1e-5);
      assertEquals(value >= -1e-6 && value <= Math.log(3) + 1e-6, true);
      assertAlmostEquals(await valueOf([c, a, b]), value, 1e-6);
    }),
    { seed: 7, numRuns: 40 },
  );
});

Deno.test("the divergence is 0 for equal predictions and log k for certain, different ones", async () => {
  const same = [[1, 2, -3, 0], [4, 4, 4, 4]];
  assertAlmostEquals(await valueOf([same, same, same]), 0, 1e-6);
  const sure = (k: number) => [[0, 1, 2].map((i) => i === k ? 60 : 0)];
  assertAlmostEquals(await valueOf([sure(0), sure(1), sure(2)]), Math.log(3), 1e-5);
});

Deno.test("the gradient of the divergence is that of its definition", async () => {
  await backend;
  const [a, b, c] = [[[0.3, -1, 2]], [[1, 0.5, -0.2]], [[-0.4, 0.1, 0.9]]];
  const gradient = tf.tidy(() =>
    tf.grad((x) => jensenShannon([x as tf.Tensor2D, tf.tensor2d(b!), tf.tensor2d(c!)]))(tf.tensor2d(a!))
  );
  const step = 1e-5;
  for (const [k, slope] of (await gradient.data()).entries()) {
    const moved = (by: number) =>
      expected([[a![0]!.map((value, i) => i === k ? value + by : value)], b!, c!]);
    assertAlmostEquals(slope, (moved(step) - moved(-step)) / (2 * step), 1e-4);
  }
  gradient.dispose();
});
