import { supervise } from "./command/supervise.ts";

supervise(new URL("./report_command.ts", import.meta.url));
