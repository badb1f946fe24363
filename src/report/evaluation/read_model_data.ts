import type { ModelData } from "../../train/mod.ts";

/**
 * Reads from the folder of a run what its images were like, so that they need not be there.
 *
 * @param run The folder.
 * @returns `undefined` if the folder does not say it.
 */
export async function readModelData(run: string): Promise<ModelData | undefined> {
  try {
    const { data } = JSON.parse(await Deno.readTextFile(`${run}/config.json`));
    const { size: [height, width, channels], classNames, mean, std } = data;
    const numbers = [height, width, channels, ...mean, ...std];
    const whole = numbers.every((value) => typeof value === "number") &&
      classNames.every((name: unknown) => typeof name === "string");
    return whole ? { size: [height, width], channels, classNames, mean, std } : undefined;
  } catch {
    return undefined;
  }
}
