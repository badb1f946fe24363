import { confusions } from "./confusions.ts";
import type { EvaluationResult } from "./evaluation_result.ts";

/** More classes than these are not listed one by one. */
const LISTED = 30;

/** An evaluation as lines for a terminal: a line of measures, then the classes, the worst of them where they are many. */
export function evaluationLines({ classNames, measures }: EvaluationResult): readonly string[] {
  const { samples, top1, top5, loss, perClass, confusion, calibration } = measures;
  const mistakes = confusions(confusion);
  const classes = classNames.map((name, c) => ({
    name,
    share: perClass[c]!,
    mistake: mistakes.find(({ truth }) => truth === c),
  }));
  const shown = classNames.length <= LISTED
    ? classes
    : classes.filter(({ share }) => share !== null).sort((a, b) => a.share! - b.share!).slice(0, LISTED);
  const width = Math.max(...shown.map(({ name }) => name.length));
  return [
    `top-1 ${top1.toFixed(2)} %  top-5 ${top5.toFixed(2)} %  loss ${loss.toFixed(4)}  ` +
    `calibration error ${
      (100 * calibration.error).toFixed(2)
    } % (${calibration.bins.length} bins)  ${samples} images`,
    ...(shown.length < classNames.length ? [`The ${LISTED} classes that are known worst:`] : []),
    ...shown.map(({ name, share, mistake }) => {
      const right = share === null ? "no image" : `${share.toFixed(1)} %`;
      const wrong = mistake === undefined ? "" : `  ${mistake.count} taken for ${classNames[mistake.taken]}`;
      return `  ${name.padEnd(width)}  ${right.padStart(8)}${wrong}`;
    }),
  ];
}
