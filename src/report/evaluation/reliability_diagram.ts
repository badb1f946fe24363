import { element, type Markup } from "../html/markup.ts";
import type { Calibration } from "../measures/calibration.ts";

const SIDE = 200, LEFT = 34, TOP = 8, BOTTOM = 34, RIGHT = 10;

/** Draws how often predictions are right by how sure they are (Guo et al. 2017, figure 1): on the line is what is claimed. */
export function reliabilityDiagram({ error, bins }: Calibration): Markup {
  const x = (share: number) => LEFT + share * SIDE, y = (share: number) => TOP + (1 - share) * SIDE;
  const line = (name: string, ...[x1, y1, x2, y2]: readonly number[]) =>
    element("line", { class: name, x1, y1, x2, y2 });
  const marks = [0, 0.25, 0.5, 0.75, 1];
  const filled = bins.filter(({ count }) => count > 0);
  const told = filled.map(({ low, high, accuracy, count }) =>
    `${count} between ${percent(low)} and ${percent(high)}: ${percent(accuracy)} right`
  );
  return element(
    "figure",
    { class: "square" },
    element(
      "figcaption",
      {},
      element("strong", {}, "Calibration"),
      " ",
      element("small", {}, `expected error ${percent(error, 2)} in ${bins.length} bins`),
    ),
    element(
      "svg",
      {
        class: "chart",
        viewBox: `0 0 ${LEFT + SIDE + RIGHT} ${TOP + SIDE + BOTTOM}`,
        role: "img",
        "aria-label": `Calibration. ${told.join("; ")}.`,
      },
      marks.map((share) => [
        line("grid", x(0), y(share), x(1), y(share)),
        element("text", { x: LEFT - 6, y: y(share) + 4, "text-anchor": "end" }, share),
        element("text", { x: x(share), y: y(0) + 16, "text-anchor": "middle" }, share),
      ]),
      element(
        "g",
        { class: "s0" },
        filled.map(({ low, high, count, confidence, accuracy }) =>
          element(
            "rect",
            {
              class: "block",
              x: x(low) + 0.75,
              y: y(accuracy),
              width: x(high) - x(low) - 1.5,
              height: y(0) - y(accuracy),
            },
            element(
              "title",
              {},
              `${count} images, ${percent(confidence, 1)} sure, ${percent(accuracy, 1)} right`,
            ),
          )
        ),
      ),
      line("axis", x(0), y(0), x(1), y(0)),
      line("ideal", x(0), y(0), x(1), y(1)),
      element(
        "text",
        { x: x(0.5), y: TOP + SIDE + BOTTOM - 4, "text-anchor": "middle" },
        "how sure it is, and how often it is right",
      ),
    ),
  );
}

function percent(share: number, digits = 0): string {
  return `${(100 * share).toFixed(digits)} %`;
}
