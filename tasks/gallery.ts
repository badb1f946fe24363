import { supervise } from "./command/supervise.ts";

supervise(new URL("./gallery_command.ts", import.meta.url));
