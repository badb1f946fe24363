/** What a command line asks for. */
export type Action = "train" | "dry-run" | "print-config" | "list" | "help";

/** The switches that ask for something else than training, with a line for the help. */
export const actions: Readonly<Record<Exclude<Action, "train">, string>> = {
  "dry-run": "check everything and show what would be trained",
  "print-config": "show the resolved configuration and the recipe",
  "list": "show the methods, networks and data sets",
  "help": "show this help",
};
