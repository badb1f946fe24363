import type { Config } from "./config.ts";

/**
 * The name of a new run folder: `miamix-embedded-20260131-235959`.
 *
 * @param config What is trained; of a script, the file's name counts.
 * @param now The time in milliseconds since 1970; the name tells it in UTC.
 */
export function runName({ method, dataset }: Pick<Config, "method" | "dataset">, now: number): string {
  const base = method.replace(/^.*[/\\]/, "").replace(/\.[^.]*$/, "");
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, "").replace("T", "-");
  return `${base}-${dataset}-${time}`;
}
