import { supervise } from "./command/supervise.ts";

supervise(new URL("./predict_command.ts", import.meta.url));
