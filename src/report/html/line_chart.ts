import { type Child, element, type Markup } from "./markup.ts";
import { ticks } from "./ticks.ts";

/** A point of a curve. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A curve of a chart. */
export interface Series {
  /** What it shows, for the legend. */
  readonly name: string;
  /** Its points, by rising x; one whose y is not finite leaves a gap. */
  readonly points: readonly Point[];
  /** A band around it, by rising x. @default none */
  readonly band?: readonly { readonly x: number; readonly low: number; readonly high: number }[];
  /** Which colour, `0…7`. @default its place */
  readonly colour?: number;
  /** Whether the curve is dashed. @default {false} */
  readonly dashed?: boolean;
  /** A remark for the legend, such as `best 81.2 in epoch 7`. */
  readonly remark?: string;
}

/** A figure of curves over one axis. */
export interface LineChart {
  /** What it shows. */
  readonly title: string;
  /** The unit of y, and how to read it. */
  readonly unit: string;
  /** What x counts. */
  readonly x: string;
  readonly series: readonly Series[];
  /** A number that the y axis must reach. */
  readonly include?: number;
  /** How a y is written. @default as many digits as the axis has, and two more */
  readonly format?: (y: number) => string;
}

const WIDTH = 360, HEIGHT = 200, TOP = 8, RIGHT = 10, BOTTOM = 34;
/** More points than this are drawn without a dot each. */
const DOTS = 40;

/** Draws curves as a figure: title, legend and one SVG picture that says the same in words. */
export function lineChart({ title, unit, x, series, include, format }: LineChart): Markup {
  const finite = series.map((one) => ({ ...one, points: one.points.filter(({ y }) => Number.isFinite(y)) }));
  const xs = finite.flatMap(({ points }) => points.map(({ x }) => x));
  const ys = finite.flatMap(({ points, band = [] }) => [
    ...points.map(({ y }) => y),
    ...band.flatMap(({ low, high }) => [low, high]),
  ]).concat(include ?? []);
  if (xs.length === 0) {
    return element(
      "figure",
      {},
      caption(title, unit),
      element("p", { class: "note" }, "Nothing to show yet."),
    );
  }
  const yTicks = ticks(min(ys), max(ys));
  const [left, right] = [min(xs), max(xs)], [low, high] = [yTicks[0]!, yTicks.at(-1)!];
  const labels = yTicks.map(tickText(yTicks));
  const start = 8 + 6.2 * Math.max(...labels.map(({ length }) => length));
  const toX = (value: number) =>
    left === right
      ? (start + WIDTH - RIGHT) / 2
      : start + (value - left) / (right - left) * (WIDTH - RIGHT - start);
  const toY = (value: number) => HEIGHT - BOTTOM - (value - low) / (high - low) * (HEIGHT - BOTTOM - TOP);
  const written = format ?? ((y: number) => y.toFixed(Math.min(digits(yTicks) + 2, 6)));
  const xTicks = ticks(left, right, { most: 6, step: 1 }).filter((tick) => tick >= left && tick <= right);
  const axes = [
    ...yTicks.map((tick, i) => [
      line("grid", start, toY(tick), WIDTH - RIGHT, toY(tick)),
      element("text", { x: start - 6, y: round(toY(tick) + 4), "text-anchor": "end" }, labels[i]),
    ]),
    line("axis", start, HEIGHT - BOTTOM, WIDTH - RIGHT, HEIGHT - BOTTOM),
    ...(left === right ? [left] : xTicks).map((tick) => [
      line("axis", toX(tick), HEIGHT - BOTTOM, toX(tick), HEIGHT - BOTTOM + 4),
      element("text", { x: round(toX(tick)), y: HEIGHT - BOTTOM + 16, "text-anchor": "middle" }, tick),
    ]),
    element("text", { x: (start + WIDTH - RIGHT) / 2, y: HEIGHT - 4, "text-anchor": "middle" }, x),
  ];
  const curves = finite.map((one, i) =>
    element(
      "g",
      { class: colour(one, i) },
      band(one, toX, toY),
      curve(one, series[i]!, toX, toY),
      dots(one, x, toX, toY, written),
    )
  );
  return element(
    "figure",
    {},
    caption(title, unit, legend(finite, written)),
    element(
      "svg",
      {
        class: "chart",
        viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
        role: "img",
        "aria-label": inWords(title, unit, x, finite, written),
      },
      axes,
      curves,
    ),
  );
}

function caption(title: string, unit: string, ...more: readonly Child[]): Markup {
  return element("figcaption", {}, element("strong", {}, title), " ", element("small", {}, unit), ...more);
}

function legend(series: readonly Series[], written: (y: number) => string): Markup {
  return element(
    "ul",
    { class: "keys" },
    series.map((one, i) =>
      element(
        "li",
        {},
        element(
          "svg",
          { viewBox: "0 0 24 10", "aria-hidden": "true", class: colour(one, i) },
          element("path", { class: `curve${one.dashed ? " dash" : ""}`, d: "M1 5H23" }),
        ),
        `${one.name} `,
        one.points.length === 0 ? "none" : element("b", {}, written(one.points.at(-1)!.y)),
        one.remark === undefined ? undefined : [" ", element("small", {}, one.remark)],
      )
    ),
  );
}

function inWords(
  title: string,
  unit: string,
  x: string,
  series: readonly Series[],
  written: (y: number) => string,
): string {
  const told = series.filter(({ points }) => points.length > 0).map(({ name, points }) => {
    const [first, last] = [points[0]!, points.at(-1)!];
    return `${name}: ${written(first.y)} in ${x} ${first.x}, ${written(last.y)} in ${x} ${last.x}`;
  });
  return `${title} (${unit}). ${told.join("; ")}.`;
}

type Scale = (value: number) => number;

/** The curve, broken where a value is missing. */
function curve({ dashed = false }: Series, { points }: Series, toX: Scale, toY: Scale): Markup {
  let pen = "M";
  const d = points.map(({ x, y }) => {
    if (!Number.isFinite(y)) {
      pen = "M";
      return "";
    }
    const piece = `${pen}${round(toX(x))} ${round(toY(y))}`;
    pen = "L";
    return piece;
  });
  return element("path", { class: `curve${dashed ? " dash" : ""}`, d: d.join("") });
}

function band({ band = [] }: Series, toX: Scale, toY: Scale): Markup | undefined {
  if (band.length < 2) return undefined;
  const upper = band.map(({ x, high }) => `${round(toX(x))} ${round(toY(high))}`);
  const lower = band.map(({ x, low }) => `${round(toX(x))} ${round(toY(low))}`).reverse();
  return element("path", { class: "band", d: `M${[...upper, ...lower].join("L")}Z` });
}

/** A dot and a tooltip for each point, where they are few enough to be told apart. */
function dots(
  { name, points }: Series,
  x: string,
  toX: Scale,
  toY: Scale,
  written: (y: number) => string,
): readonly Markup[] {
  if (points.length > DOTS) return [];
  return points.map((point) => {
    const at = { cx: round(toX(point.x)), cy: round(toY(point.y)) };
    return element(
      "g",
      {},
      element("circle", { class: "dot", ...at, r: 2 }),
      element(
        "circle",
        { class: "hit", ...at, r: 7 },
        element("title", {}, `${name}, ${x} ${point.x}: ${written(point.y)}`),
      ),
    );
  });
}

function line(name: string, x1: number, y1: number, x2: number, y2: number): Markup {
  return element("line", { class: name, x1: round(x1), y1: round(y1), x2: round(x2), y2: round(y2) });
}

function colour({ colour }: Series, place: number): string {
  return `s${(colour ?? place) % 8}`;
}

/** How ticks are written: with as many digits as tell them apart. */
function tickText(all: readonly number[]): (tick: number) => string {
  const places = digits(all);
  return (tick) =>
    places > 4 && tick !== 0
      ? tick.toExponential()
      : tick.toFixed(Math.min(places, 4)).replace(/^-(0(\.0*)?)$/, "$1");
}

function digits([first = 0, second = 1]: readonly number[]): number {
  return Math.max(0, -Math.floor(Math.log10(second - first) + 1e-9));
}

function min(values: readonly number[]): number {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

function max(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity);
}

/** Tenths of a pixel are as fine as anyone sees. */
function round(value: number): number {
  return Math.round(10 * value) / 10;
}
