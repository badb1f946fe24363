import { assertEquals, assertThrows } from "@std/assert";
import { wrongPrograms } from "./wrong_programs.ts";

for (const [name, [program, message]] of Object.entries(wrongPrograms)) {
  Deno.test(`a wrong program is told the action, the rule and the value: ${name}`, () => {
    const { message: said } = assertThrows(program, RangeError, message);
    assertEquals(/^Cannot [^:]+: .+ must .+, current value is .+$/.test(said), true, said);
  });
}
