import type { ImageShape } from "../../../batch.ts";
import { type Side, ViewRow } from "../../../plan/rows.ts";
import { choosePartner, imageOf, readPlaced, readPlacedPixels } from "./read_placed.ts";
import { Row } from "../layout/plan_layout.ts";
import type { Runs } from "../layout/runs.ts";
import { readFours, readSource, type Source } from "./source.ts";
import { component, type Lanes } from "./print.ts";
import { each } from "./text.ts";

/** Images of one side, and how they are read. */
export interface ReadImages {
  readonly source: Source;
  /** Whether each sample has an image of its own there that is read as it is: no partner is looked up, and no view. */
  readonly own: boolean;
  /** Whether they are read through views. */
  readonly viewed: boolean;
  /** Whether they are partners that are read where the plan places them. */
  readonly placed: boolean;
  /** Whether many of the placed ones stay where they are, so that they are read by code of their own. */
  readonly stays: boolean;
}

/** How a kernel shares out the pixels. */
export interface Layout {
  readonly shape: ImageShape;
  readonly lanes: Lanes;
  readonly stride: number;
  readonly runs: Runs;
}

/** What a kernel adds to its own to read the images of one side. */
export interface Reads {
  /** How the images are bound. */
  readonly lanes: Lanes;
  /** Functions. */
  readonly code: string;
  /** Statements, once for an invocation. */
  readonly setUp: string;
  /**
   * Statements at every place, where the mask is `m`: they set the variables `anchor0`, `anchor1`, … or `partner0`, …, one
   * for each vector of the result there.
   */
  readonly read: string;
  /** The same where `moved` is true, if that can be. */
  readonly readMoved?: string;
}

/** Where the mask is this, images of a side have no share. */
const UNSEEN: Readonly<Record<Side, string>> = { anchor: "0.0", partner: "1.0" };

/** How a kernel reads the images of one side. */
export function readsOf(side: Side, images: ReadImages, layout: Layout): Reads {
  if (images.placed) return readsPlaced(side, images, layout);
  return images.viewed ? readsThroughView(side, images, layout) : readsAsTheyAre(side, images, layout);
}

/** Reads pixels as they are, as many numbers at once as there are lanes. */
function readsAsTheyAre(
  side: Side,
  images: ReadImages,
  { shape: [, , , channels], lanes, runs }: Layout,
): Reads {
  const name = `${side}s`, { source } = images, read = `${name}${lanes === 4 ? "Fours" : ""}At`;
  return {
    lanes: source.bytes ? 1 : lanes,
    code: lanes === 4 ? readFours(name, source) : readSource(name, source),
    setUp: `let ${name}Begin = ${imageOf(side, images.own)} * ${runs.places};`,
    read: `if (any(m != V(${UNSEEN[side]}))) {
      let at = (${name}Begin + place) * ${channels};
      ${each(channels, (i) => `${side}${i} = ${read}(at + ${i});`)}
    }`,
  };
}

/** Reads every pixel where its view says, and black outside of the images. */
function readsThroughView(side: Side, images: ReadImages, { shape, lanes }: Layout): Reads {
  const [, height, width, channels] = shape, { source } = images, name = `${side}s`;
  const view = Row.views + ViewRow[side];
  const number = (i: number) => component(`${side}${Math.floor(i / lanes)}`, i % lanes, lanes);
  const pixel = (i: number) =>
    `if (${component("m", i, lanes)} != ${
      UNSEEN[side]
    } && ${side}Inside && ${side}Column >= 0 && ${side}Column < ${width}) {
      let at = (${side}Begin + ${side}Column) * ${channels};
      ${each(channels, (c) => `${number(channels * i + c)} = ${name}At(at + ${c});`)}
    }
    ${side}Column += ${side}Step;`;
  return {
    lanes: 1,
    code: readSource(name, source),
    setUp: `let ${side}Image = ${imageOf(side, images.own)};
  let ${side}Dx = i32(plan[row + ${view}]);
  let ${side}Dy = i32(plan[row + ${view + 1}]);
  let ${side}Mirrored = plan[row + ${view + 2}] > 0.0;
  let ${side}Step = select(1, -1, ${side}Mirrored);`,
    read: `let ${side}Line = line + ${side}Dy;
    let ${side}Begin = (${side}Image * ${height} + ${side}Line) * ${width};
    let ${side}Inside = ${side}Line >= 0 && ${side}Line < ${height};
    var ${side}Column = select(column, ${width - 1} - column, ${side}Mirrored) + ${side}Dx;
    ${each(lanes, pixel)}`,
  };
}

/** Reads every pixel where its view says, and where the plan places partners. */
function readsPlaced(side: Side, images: ReadImages, layout: Layout): Reads {
  const { shape, lanes, stride } = layout, channels = shape[3], name = `${side}s`;
  const byFours = lanes === 4 && images.stays && !images.viewed;
  const inPlace = byFours ? readsAsTheyAre(side, images, layout) : readsThroughView(side, images, layout);
  return {
    ...inPlace,
    code: `${inPlace.code}
${byFours ? readSource(name, images.source, 4) : ""}
${readPlaced(name, shape)}`,
    setUp: `${inPlace.setUp}
  ${choosePartner(images.own, stride)}
  ${
      images.stays
        ? "let moved = any(alongX != vec3<f32>(1.0, 0.0, 0.0)) || any(alongY != vec3<f32>(0.0, 1.0, 0.0));"
        : "const moved = true;"
    }`,
    readMoved: readPlacedPixels(lanes, channels, (k) => `${side}${k}`),
  };
}
