import { supervise } from "./command/supervise.ts";

supervise(new URL("./mutate_command.ts", import.meta.url));
