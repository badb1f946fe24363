import { supervise } from "./command/supervise.ts";

supervise(new URL("./eval_command.ts", import.meta.url));
