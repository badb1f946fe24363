/** What a command line asks for. */
export type Action = "train" | "dry-run" | "print-config" | "print-schema" | "list" | "help";

/** The switches that ask for something else than training, with a line for the help. */
export const actions: Readonly<Record<Exclude<Action, "train">, string>> = {
  "dry-run": "check everything but the device, and show what would be trained",
  "print-config": "show the resolved configuration, where each value comes from, and the recipe",
  "print-schema": "show the JSON Schema of configuration files",
  "list": "show the methods, networks, data sets and presets",
  "help": "show this help",
};
