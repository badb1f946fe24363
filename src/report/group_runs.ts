import type { RecordedRun } from "./recorded_run.ts";
import { runTitle } from "./run_title.ts";

/** Runs of one configuration, but for the seed. */
export interface RunGroup {
  /** What tells it from the other groups: `cutmix`, or `cutmix, lr 0.05`. */
  readonly name: string;
  readonly runs: readonly RecordedRun[];
}

/** What makes no other experiment of a run: where it went, how it was told, and when it was saved. */
const incidental = /^(seed|out|preset|backend|log\..*|checkpoint\..*|stop\.maxTime)$/;

/** Puts runs together that differ in nothing but the seed and where they ran, in the order of the first of each. */
export function groupRuns(runs: readonly RecordedRun[]): readonly RunGroup[] {
  const groups = new Map<string, RecordedRun[]>();
  for (const run of runs) {
    const key = JSON.stringify([...essentials(run)].sort(([a], [b]) => a < b ? -1 : 1));
    groups.set(key, [...groups.get(key) ?? [], run]);
  }
  const all = [...groups.values()];
  const paths = differences(all.map(([first]) => first!));
  return all.map((runs) => ({ name: nameOf(runs[0]!, paths), runs }));
}

/** The paths of the configuration at which runs differ, but for what makes no other experiment. */
export function differences(runs: readonly RecordedRun[]): readonly string[] {
  const paths = [...new Set(runs.flatMap((run) => [...essentials(run)].map(([path]) => path)))];
  return paths.filter((path) => new Set(runs.map(({ config }) => JSON.stringify(config[path]))).size > 1);
}

function essentials({ config }: RecordedRun): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(config).filter(([path]) => !incidental.test(path)));
}

function nameOf({ config }: RecordedRun, paths: readonly string[]): string {
  if (paths.length === 0) return runTitle(config);
  return paths.map((path) => {
    const value = config[path] ?? "none";
    return /(method|name)$/.test(path) ? `${value}` : `${path.replace(/^.*\./, "")} ${value}`;
  }).join(", ");
}
