/** Flags of the command line that are no settings of a run, with what they take and a line for the help. */
export const commandFlags = {
  config: {
    takes: "FILE",
    summary: "read settings from a JSON file, such as the config.json of a run; flags go before them",
  },
  resume: {
    takes: "auto|PATH",
    summary: "go on with a run: a run folder, a checkpoint (into a new folder), or the newest run",
  },
  "allow-changes": { takes: "", summary: "go on although it becomes another run than the one that began" },
} as const;
