import { actions } from "./action.ts";
import { commandFlags } from "./command_flags.ts";
import { flagName } from "./flag_name.ts";
import { flags } from "./flags.ts";

/** The help of the command line: every flag with what it takes, what it does and its default. */
export function help(): string {
  const rows = [
    ...Object.entries(commandFlags).map(([name, { takes, summary }]) => [`--${name} ${takes}`, summary]),
    ...Object.entries(flags).map(([field, { takes, summary, fallback }]) => [
      `--${flagName(field)} ${takes}`,
      fallback === null || fallback === false ? summary : `${summary} (default: ${fallback})`,
    ]),
    ...Object.entries(actions).map(([name, summary]) => [`--${name}`, summary]),
  ];
  const width = 24;
  return [
    "Trains an image classifier on mixed images.",
    "",
    "Usage: deno task train [flags]",
    "",
    ...rows.map(([flag = "", summary = ""]) =>
      flag.length > width
        ? `  ${flag}\n  ${" ".repeat(width)}  ${summary}`
        : `  ${flag.padEnd(width)}  ${summary}`
    ),
    "",
    "A flag goes before the file of --config, that before --preset, that before the defaults.",
    "",
    "Exit codes: 0 done (also by --max-time or --patience), 1 failure, 2 wrong usage, 3 no usable backend, 4 data",
    "missing or damaged, 5 diverged, 130 interrupted.",
  ].join("\n");
}
