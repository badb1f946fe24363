import { assertEquals, assertThrows } from "@std/assert";
import { DataError, embedded } from "../../../src/data/mod.ts";
import { matchClasses } from "../../../src/report/evaluation/match_classes.ts";

/** Images of these classes, a test image of each. */
function set(...classNames: readonly string[]) {
  const labels = Uint8Array.from(classNames, (_, label) => label);
  const samples = { count: labels.length, images: new Uint8Array(labels.length), labels };
  return { ...embedded(), height: 1, width: 1, channels: 1, classNames, train: samples, test: samples };
}

Deno.test("labels follow the names of the classes, in whatever order and however accents are spelt", () => {
  const run = ["ant", "b\u00ea", "cat"];
  for (
    const [names, labels, missing] of [
      [["ant", "b\u00ea", "cat"], [0, 1, 2], []],
      [["cat", "ant", "be\u0302"], [2, 0, 1], []],
      [["cat"], [2], ["ant", "b\u00ea"]],
      [["ant"], [0], ["b\u00ea", "cat"]],
    ] as const
  ) {
    const matched = matchClasses(set(...names), run), { classNames, train, test } = matched.dataset;
    assertEquals([[...train.labels], [...test.labels]], [[...labels], [...labels]]);
    assertEquals([classNames, matched.missing], [run, [...missing]]);
  }
});

Deno.test("the same classes in the same order match, though two have one name", () => {
  const { dataset, missing } = matchClasses(set("ant", "ant"), ["ant", "ant"]);
  assertEquals([[...dataset.test.labels], missing], [[0, 1], []]);
});

Deno.test("a class that a run does not know, and two of one name, are refused", () => {
  const told = (names: readonly string[], run: readonly string[], why: string) =>
    assertThrows(() => matchClasses(set(...names), run), DataError, why);
  told(["ant", "dog"], ["ant", "cat"], "unknown to it: dog; it knows ant, cat");
  told(["ant", "ant"], ["ant", "cat"], "twice there is ant");
  told(["cat", "ant"], ["ant", "cat", "cat"], "twice there is cat");
});
