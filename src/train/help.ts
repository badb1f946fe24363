import { actions } from "./action.ts";
import { flagName } from "./flag_name.ts";
import { flags } from "./flags.ts";

/** The help of the command line: every flag with what it takes, what it does and its default. */
export function help(): string {
  const rows = [
    ...Object.entries(flags).map(([field, { takes, summary, fallback }]) => [
      `--${flagName(field)} ${takes}`,
      fallback === null ? summary : `${summary} (default: ${fallback})`,
    ]),
    ...Object.entries(actions).map(([name, summary]) => [`--${name}`, summary]),
  ];
  const width = Math.max(...rows.map(([flag = ""]) => flag.length));
  return [
    "Trains an image classifier on mixed images.",
    "",
    "Usage: deno task train [flags]",
    "",
    ...rows.map(([flag = "", summary = ""]) => `  ${flag.padEnd(width)}  ${summary}`),
    "",
    "Exit codes: 0 done, 1 failure, 2 wrong usage, 3 no usable backend, 4 data missing or damaged, 5 diverged,",
    "130 interrupted.",
  ].join("\n");
}
