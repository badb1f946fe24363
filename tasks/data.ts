import { supervise } from "./command/supervise.ts";

supervise(
  new URL("./data_command.ts", import.meta.url),
  "Interrupted. The same command goes on with what is there.",
);
