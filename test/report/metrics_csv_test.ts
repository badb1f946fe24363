import { assertEquals } from "@std/assert";
import { metricsCsv } from "../../src/report/metrics_csv.ts";
import { someMetrics } from "./some_run.ts";

Deno.test("metricsCsv() keeps every number as it is", () => {
  const metrics = someMetrics(4);
  const [names, ...lines] = metricsCsv(metrics).trimEnd().split("\n").map((line) => line.split(","));
  assertEquals(names, Object.keys(metrics[0]!));
  assertEquals(lines.map((line) => line.map(Number)), metrics.map((epoch) => Object.values(epoch)));
});

Deno.test("metricsCsv() quotes what has commas, quotes or line ends, and leaves out what is not there", () => {
  assertEquals(
    metricsCsv([{ a: 'say "x, y"', b: 1 }, { b: null, c: "two\nlines" }]),
    'a,b,c\n"say ""x, y""",1,\n,,"two\nlines"\n',
  );
  assertEquals(metricsCsv([]), "");
});
