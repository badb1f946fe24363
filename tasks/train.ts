import { supervise } from "./command/supervise.ts";

supervise(new URL("./train_command.ts", import.meta.url));
