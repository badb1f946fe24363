import { assertEquals, assertGreater, assertThrows } from "@std/assert";
import { cpuPrograms } from "./cpu.ts";
import { drawPrograms } from "./draw.ts";
import { masksPrograms } from "./masks.ts";
import { mixBatchPrograms } from "./mix_batch.ts";
import { rulesPrograms } from "./rules.ts";
import { stagesPrograms } from "./stages.ts";

const tables = {
  "mixBatch()": mixBatchPrograms,
  "draw()": drawPrograms,
  "cpu()": cpuPrograms,
  "masks and changes": masksPrograms,
  "rules of one's own": rulesPrograms,
  "stages and options": stagesPrograms,
};

for (const [of, programs] of Object.entries(tables)) {
  Deno.test(`a wrong program is told the action, the rule and the value: ${of}`, async (t) => {
    for (const [name, [program, message]] of Object.entries(programs)) {
      await t.step(name, () => {
        const { message: said } = assertThrows(program, RangeError, message);
        assertEquals(/^Cannot [^:]+: .+ must .+, current value is .+$/.test(said), true, said);
      });
    }
  });
}

Deno.test("the table of wrong programs has at least 40", () => {
  assertGreater(Object.values(tables).flatMap(Object.keys).length, 40);
});
