// Prints how well a linear classifier does on the embedded set: deno run -A test/data/embedded/measure_linear.ts
import { embedded } from "../../../src/data/mod.ts";
import { linearClassifier } from "./linear_classifier.ts";

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
let best = 0;
for (const { epoch, train, test } of linearClassifier(embedded(), 60)) {
  best = Math.max(best, test);
  if (epoch % 5 === 0) console.log(`epoch ${epoch}: train ${percent(train)}, test ${percent(test)}`);
}
console.log(`best test accuracy of any epoch: ${percent(best)}`);
