import { encode } from "fast-png";
import { fold, key, uniform } from "../../../src/random/mod.ts";

/** The side of an image. */
const SIDE = 16;

/** An image of this brightness with some noise, another one for each number. */
export function greyPng(brightness: number, n: number): Uint8Array {
  const noise = fold(key(n), brightness);
  const data = Uint8Array.from(
    { length: SIDE * SIDE * 3 },
    (_, i) => brightness + 9 * uniform(fold(noise, i)),
  );
  return encode({ width: SIDE, height: SIDE, data, channels: 3 });
}

/** How many images of which brightness a folder has. */
export type Greys = readonly (readonly [folder: string, brightness: number, count: number])[];

/** Makes folders of images below a path; no two images are the same. */
export async function makeGreys(path: string, greys: Greys): Promise<void> {
  for (const [place, [folder, brightness, count]] of greys.entries()) {
    await Deno.mkdir(`${path}/${folder}`, { recursive: true });
    for (let n = 0; n < count; n++) {
      await Deno.writeFile(
        `${path}/${folder}/${String(n).padStart(3, "0")}.png`,
        greyPng(brightness, 1000 * place + n),
      );
    }
  }
}

/** Two classes that differ in nothing but brightness, and a run that learns them by heart within a second. */
export const twoGreys: Greys = [["train/dim", 90, 16], ["train/light", 150, 16], ["val/dim", 90, 6], [
  "val/light",
  150,
  6,
]];

/** The flags of that run. */
export const greyRun: readonly string[] = [
  ...["--dataset", "folder", "--size", `${SIDE}`, "--cache-dir", "none", "--workers", "0"],
  ...["--model", "convnet-s", "--backend", "wasm", "--method", "vanilla", "--views", "none"],
  ...["--batch-size", "8", "--epochs", "4", "--warmup-epochs", "0", "--lr", "0.05"],
];
