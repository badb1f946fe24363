import { supervise } from "../tasks/command/supervise.ts";

supervise(new URL("./bench_command.ts", import.meta.url));
